import { definitions, expressionError } from './definition';

const printable = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('');

export const maps = definitions({
  has: {
    doc: 'Whether a map has a key.',
    params: ['m', 'key'],
    steps: [
      {
        types: {
          switch: [
            {
              condition: '${get_type(key) != "string"}',
              raise: expressionError('${"a key is a string, not a " + get_type(key)}'),
            },
            { condition: true, return: '${key in keys(m)}' },
          ],
        },
      },
    ],
  },

  put: {
    doc: 'A map with a key set.',
    params: ['m', 'key', 'x'],
    steps: [
      {
        types: {
          switch: [
            {
              condition: '${(get_type(m) != "map") or (get_type(key) != "string")}',
              raise: expressionError('put() takes a map and a string'),
            },
          ],
        },
      },
      { set: { assign: [{ 'm[key]': '${x}' }] } },
      { done: { return: '${m}' } },
    ],
  },

  sortedKeys: {
    doc: 'The keys of a map in the order of their characters: each finds its place among those before it.',
    params: ['m'],
    uses: ['isBefore'],
    steps: [
      { start: { assign: [{ sorted: [] }] } },
      {
        eachKey: {
          for: {
            value: 'key',
            in: '${keys(m)}',
            steps: [
              { startKey: { assign: [{ result: [] }, { placed: false }] } },
              {
                eachSorted: {
                  for: {
                    value: 'other',
                    in: '${sorted}',
                    steps: [
                      {
                        place: {
                          switch: [
                            { condition: '${placed}', assign: [{ result: '${list.concat(result, other)}' }] },
                            {
                              condition: '${isBefore(key, other)}',
                              assign: [{ result: '${list.concat(list.concat(result, key), other)}' }, { placed: true }],
                            },
                            { condition: true, assign: [{ result: '${list.concat(result, other)}' }] },
                          ],
                        },
                      },
                    ],
                  },
                },
              },
              { last: { switch: [{ condition: '${not placed}', assign: [{ result: '${list.concat(result, key)}' }] }] } },
              { keep: { assign: [{ sorted: '${result}' }] } },
            ],
          },
        },
      },
      { done: { return: '${sorted}' } },
    ],
  },

  isBefore: {
    doc: 'Whether one ASCII text stands before another; `<` compares numbers only.',
    params: ['a', 'b'],
    steps: [
      { start: { assign: [{ i: 0 }, { ascii: printable }] } },
      {
        ends: {
          switch: [
            { condition: '${i >= len(b)}', return: false },
            { condition: '${i >= len(a)}', return: true },
          ],
        },
      },
      {
        read: {
          assign: [
            { before_a: '${text.split(ascii, text.substring(a, i, i + 1))}' },
            { before_b: '${text.split(ascii, text.substring(b, i, i + 1))}' },
            { place_a: '${len(before_a[0])}' },
            { place_b: '${len(before_b[0])}' },
            { i: '${i + 1}' },
          ],
        },
      },
      { compare: { switch: [{ condition: '${place_a == place_b}', next: 'ends' }] } },
      { done: { return: '${place_a < place_b}' } },
    ],
  },

  printedValues: {
    doc: 'A map whose values are all text.',
    params: ['m'],
    uses: ['printed'],
    steps: [
      { start: { assign: [{ result: {} }] } },
      {
        eachKey: {
          for: {
            value: 'key',
            in: '${keys(m)}',
            steps: [{ print: { assign: [{ 'result[key]': '${printed(m[key])}' }] } }],
          },
        },
      },
      { done: { return: '${result}' } },
    ],
  },

  withoutNulls: {
    doc: 'The entries of a query that are not null, as text.',
    params: ['query'],
    uses: ['printed'],
    steps: [
      { start: { assign: [{ result: {} }] } },
      {
        eachKey: {
          for: {
            value: 'key',
            in: '${keys(query)}',
            steps: [
              {
                keep: {
                  switch: [{ condition: '${query[key] != null}', assign: [{ 'result[key]': '${printed(query[key])}' }] }],
                },
              },
            ],
          },
        },
      },
      { done: { return: '${result}' } },
    ],
  },
});
