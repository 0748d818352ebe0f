import { definitions } from './definition';

/** How many decimals time.format() writes isn't documented: only its first 19 characters are used. */
export const time = definitions({
  isoTime: {
    doc: 'Milliseconds since 1970 as 2026-11-20T09:00:00.000Z.',
    params: ['ms'],
    steps: [
      {
        print: {
          return:
            '${text.substring(time.format(ms // 1000), 0, 19) + "." + text.substring(string(1000 + ms - ms // 1000 * 1000), 1, 4) + "Z"}',
        },
      },
    ],
  },

  milliseconds: {
    doc: 'An ISO 8601 time as milliseconds since 1970.',
    params: ['at'],
    steps: [{ parse: { return: '${int((time.parse(at) * 1000.0 + 0.5) // 1 * 1.0)}' } }],
  },

  now: {
    doc: 'The time, to the millisecond.',
    params: [],
    uses: ['isoTime'],
    steps: [{ read: { return: '${isoTime(int(sys.now() * 1000.0 + 0.5))}' } }],
  },

  addSeconds: {
    doc: 'A later or earlier time.',
    params: ['at', 'seconds'],
    uses: ['isoTime', 'milliseconds'],
    steps: [{ add: { return: '${isoTime(milliseconds(at) + int((seconds * 1000.0 + 0.5) // 1 * 1.0))}' } }],
  },

  secondsBetween: {
    doc: 'The seconds from one time to another.',
    params: ['from', 'to'],
    uses: ['milliseconds'],
    steps: [{ subtract: { return: '${(milliseconds(to) - milliseconds(from)) / 1000}' } }],
  },
});
