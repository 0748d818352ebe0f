import { definitions, expressionError } from './definition';

/** Access, numbers and printing. */
export const values = definitions({
  elementOf: {
    doc: 'c[k]: an item of a list or of a map; null where there is none.',
    params: ['c', 'k'],
    steps: [
      {
        find: {
          switch: [
            { condition: '${(get_type(c) == "map") and (get_type(k) == "string")}', return: '${map.get(c, k)}' },
            { condition: '${c == null}', return: null },
            {
              condition: '${(get_type(c) != "list") or (not (get_type(k) in ["integer", "double"]))}',
              raise: expressionError('${"a " + get_type(c) + " has no index of type " + get_type(k)}'),
            },
            { condition: '${(k < 0) or (k >= len(c))}', return: null },
            { condition: true, return: '${c[int(k * 1.0)]}' },
          ],
        },
      },
    ],
  },

  printed: {
    doc: 'A string, number or boolean as text; a whole number has no fraction.',
    params: ['x'],
    steps: [
      {
        print: {
          switch: [
            { condition: '${get_type(x) == "string"}', return: '${x}' },
            { condition: '${get_type(x) != "double"}', return: '${string(x)}' },
            { condition: '${(x // 1 != x) or (math.abs(x) >= 1000000000000000)}', return: '${string(x)}' },
            { condition: true, return: '${string(int(x))}' },
          ],
        },
      },
    ],
  },

  wholeInts: {
    doc: 'A value whose whole numbers are all ints, at any depth.',
    params: ['x'],
    uses: ['wholeInts'],
    steps: [
      {
        scalar: {
          switch: [
            { condition: '${get_type(x) in ["list", "map"]}', next: 'start' },
            { condition: '${get_type(x) != "double"}', return: '${x}' },
            { condition: '${(x // 1 != x) or (math.abs(x) >= 1000000000000000)}', return: '${x}' },
            { condition: true, return: '${int(x)}' },
          ],
        },
      },
      { start: { assign: [{ result: '${x}' }] } },
      { type: { switch: [{ condition: '${get_type(x) == "map"}', next: 'eachKey' }] } },
      {
        eachItem: {
          for: {
            value: 'item',
            index: 'i',
            in: '${x}',
            steps: [{ setItem: { assign: [{ 'result[i]': '${wholeInts(item)}' }] } }],
          },
          next: 'done',
        },
      },
      {
        eachKey: {
          for: { value: 'key', in: '${keys(x)}', steps: [{ setKey: { assign: [{ 'result[key]': '${wholeInts(x[key])}' }] } }] },
        },
      },
      { done: { return: '${result}' } },
    ],
  },

  number: {
    doc: 'The number that a text says, or null.',
    params: ['s'],
    steps: [
      {
        parse: {
          switch: [
            {
              condition: '${text.match_regex(s, "^-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?$")}',
              return: '${json.decode(s)}',
            },
          ],
        },
      },
      { none: { return: null } },
    ],
  },

  wholeNumber: {
    doc: 'A whole number as an int.',
    params: ['x'],
    steps: [
      {
        check: {
          switch: [
            {
              condition: '${not (get_type(x) in ["integer", "double"])}',
              raise: expressionError('${"range() takes numbers, not a " + get_type(x)}'),
            },
            { condition: '${x // 1 != x}', raise: expressionError('range() takes whole numbers') },
            { condition: true, return: '${int(x * 1.0)}' },
          ],
        },
      },
    ],
  },

  asSeconds: {
    doc: 'A number of seconds: whole, and not below the least.',
    params: ['x', 'least'],
    steps: [
      {
        check: {
          switch: [
            {
              condition: '${not (get_type(x) in ["integer", "double"])}',
              raise: expressionError('${"a duration is a number of seconds, not a " + get_type(x)}'),
            },
            {
              condition: '${(x // 1 != x) or (x < least)}',
              raise: expressionError('${"a duration is a whole number of seconds, at least " + string(least)}'),
            },
            { condition: true, return: '${int(x * 1.0)}' },
          ],
        },
      },
    ],
  },
});
