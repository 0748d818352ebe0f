import { definitions, expressionError } from './definition';

/** What the standard library has no function for: one step an item. */
export const lists = definitions({
  concat: {
    doc: 'Two lists, one after the other.',
    params: ['a', 'b'],
    steps: [
      {
        types: {
          switch: [
            {
              condition: '${(get_type(a) != "list") or (get_type(b) != "list")}',
              raise: expressionError('concat() takes two lists'),
            },
          ],
        },
      },
      {
        eachItem: {
          for: { value: 'item', in: '${b}', steps: [{ add: { assign: [{ a: '${list.concat(a, item)}' }] } }] },
        },
      },
      { done: { return: '${a}' } },
    ],
  },

  flatten: {
    doc: 'A list of lists as one list.',
    params: ['lists'],
    uses: ['concat'],
    steps: [
      {
        types: {
          switch: [
            {
              condition: '${get_type(lists) != "list"}',
              raise: expressionError('${"flatten() takes a list, not a " + get_type(lists)}'),
            },
          ],
        },
      },
      { start: { assign: [{ result: [] }] } },
      {
        eachList: {
          for: { value: 'items', in: '${lists}', steps: [{ add: { assign: [{ result: '${concat(result, items)}' }] } }] },
        },
      },
      { done: { return: '${result}' } },
    ],
  },

  slice: {
    doc: 'The part of a string or a list from one position to another; positions outside are moved to its ends.',
    params: ['x', 'from', 'to'],
    steps: [
      {
        types: {
          switch: [
            {
              condition: '${not (get_type(x) in ["string", "list"])}',
              raise: expressionError('${"slice() takes a string or a list, not a " + get_type(x)}'),
            },
            { condition: '${(from // 1 != from) or (to // 1 != to)}', raise: expressionError('slice() takes whole numbers') },
          ],
        },
      },
      {
        clamp: {
          assign: [
            { first: '${int(math.max(0, math.min(from, len(x))) * 1.0)}' },
            { last: '${int(math.min(to, len(x)) * 1.0) - 1}' },
            { result: [] },
          ],
        },
      },
      {
        kind: {
          switch: [
            { condition: '${(last < first) and (get_type(x) == "string")}', return: '' },
            { condition: '${last < first}', return: '${result}' },
            { condition: '${get_type(x) == "string"}', return: '${text.substring(x, first, last + 1)}' },
          ],
        },
      },
      {
        eachItem: {
          for: {
            value: 'i',
            range: '${[first, last]}',
            steps: [{ add: { assign: [{ result: '${list.concat(result, x[i])}' }] } }],
          },
        },
      },
      { done: { return: '${result}' } },
    ],
  },

  range: {
    doc: 'The whole numbers from one to another, without the last.',
    params: ['from', 'to'],
    steps: [
      {
        whole: {
          switch: [
            { condition: '${(from // 1 != from) or (to // 1 != to)}', raise: expressionError('range() takes whole numbers') },
          ],
        },
      },
      { start: { assign: [{ first: '${int(from * 1.0)}' }, { last: '${int(to * 1.0) - 1}' }, { result: [] }] } },
      { none: { switch: [{ condition: '${last < first}', return: '${result}' }] } },
      {
        eachNumber: {
          for: { value: 'i', range: '${[first, last]}', steps: [{ add: { assign: [{ result: '${list.concat(result, i)}' }] } }] },
        },
      },
      { done: { return: '${result}' } },
    ],
  },

  sum: {
    doc: 'The sum of a list of numbers.',
    params: ['numbers'],
    steps: [
      {
        types: {
          switch: [
            {
              condition: '${get_type(numbers) != "list"}',
              raise: expressionError('${"sum() takes a list, not a " + get_type(numbers)}'),
            },
          ],
        },
      },
      { start: { assign: [{ total: 0 }] } },
      { eachNumber: { for: { value: 'x', in: '${numbers}', steps: [{ add: { assign: [{ total: '${total + x * 1}' }] } }] } } },
      { done: { return: '${total}' } },
    ],
  },

  join: {
    doc: 'A list of strings as one, with a separator between.',
    params: ['strings', 'separator'],
    steps: [
      {
        types: {
          switch: [
            {
              condition: '${(get_type(strings) != "list") or (get_type(separator) != "string")}',
              raise: expressionError('join() takes a list of strings and a string'),
            },
          ],
        },
      },
      { start: { assign: [{ result: '' }] } },
      {
        eachString: {
          for: {
            value: 's',
            index: 'i',
            in: '${strings}',
            // Another type becomes null, to which + adds nothing but a TypeError.
            steps: [
              { add: { assign: [{ result: '${result + if(i == 0, "", separator) + if(get_type(s) == "string", s, null)}' }] } },
            ],
          },
        },
      },
      { done: { return: '${result}' } },
    ],
  },

  contains: {
    doc: 'Whether a part is in a string, or a scalar in a list.',
    params: ['x', 'part'],
    steps: [
      {
        type: {
          switch: [
            { condition: '${get_type(x) == "string"}', return: '${len(text.find_all(x, part)) > 0}' },
            {
              condition: '${get_type(x) != "list"}',
              raise: expressionError('${"contains() looks into a string or a list, not a " + get_type(x)}'),
            },
            {
              condition: '${get_type(part) in ["list", "map"]}',
              raise: expressionError('${"contains() looks for a scalar, not a " + get_type(part)}'),
            },
          ],
        },
      },
      { start: { assign: [{ isNumber: '${get_type(part) in ["integer", "double"]}' }] } },
      {
        eachItem: {
          for: {
            value: 'item',
            in: '${x}',
            steps: [
              {
                compare: {
                  switch: [
                    // Only values of one type are compared: an int and a double are one.
                    {
                      condition: '${not if(isNumber, get_type(item) in ["integer", "double"], get_type(item) == get_type(part))}',
                      next: 'continue',
                    },
                    { condition: '${item == part}', return: true },
                  ],
                },
              },
            ],
          },
        },
      },
      { none: { return: false } },
    ],
  },

  sort: {
    doc: 'A list of numbers, ascending: runs of 1, 2, 4 ... are merged.',
    params: ['numbers'],
    steps: [
      {
        types: {
          switch: [
            {
              condition: '${get_type(numbers) != "list"}',
              raise: expressionError('${"sort() takes a list, not a " + get_type(numbers)}'),
            },
          ],
        },
      },
      { start: { assign: [{ xs: [] }, { width: 1 }] } },
      // `* 1` raises for what isn't a number.
      {
        eachNumber: {
          for: { value: 'x', in: '${numbers}', steps: [{ copy: { assign: [{ xs: '${list.concat(xs, x * 1)}' }] } }] },
        },
      },
      { pass: { switch: [{ condition: '${width >= len(xs)}', return: '${xs}' }] } },
      { startPass: { assign: [{ merged: [] }, { low: 0 }] } },
      {
        run: {
          switch: [{ condition: '${low >= len(xs)}', assign: [{ xs: '${merged}' }, { width: '${width * 2}' }], next: 'pass' }],
        },
      },
      {
        startRun: {
          assign: [
            { left: '${low}' },
            { middle: '${math.min(low + width, len(xs))}' },
            { right: '${middle}' },
            { high: '${math.min(low + width * 2, len(xs))}' },
          ],
        },
      },
      {
        take: {
          switch: [
            { condition: '${(left >= middle) and (right >= high)}', assign: [{ low: '${high}' }], next: 'run' },
            { condition: '${left >= middle}', next: 'takeRight' },
            { condition: '${right >= high}', next: 'takeLeft' },
            { condition: '${xs[right] < xs[left]}', next: 'takeRight' },
          ],
        },
      },
      { takeLeft: { assign: [{ merged: '${list.concat(merged, xs[left])}' }, { left: '${left + 1}' }], next: 'take' } },
      { takeRight: { assign: [{ merged: '${list.concat(merged, xs[right])}' }, { right: '${right + 1}' }], next: 'take' } },
    ],
  },
});
