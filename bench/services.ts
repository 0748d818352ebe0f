/** The text of an `orchestration` block with so many steps of the usual kinds, in workflows of a hundred. */
export function blockOf(steps: number): string {
  const workflows = Array.from(
    { length: steps / 100 },
    (_, i) =>
      `  flow${i}:\n    do:\n${Array.from({ length: 10 }, (_unused, j) => tenSteps(j)).join('')}    output: { last: "{{ total }}" }\n`,
  );
  return `workflows:\n${workflows.join('')}`;
}

export const functionKeys = ['load', 'store'];

function tenSteps(n: number): string {
  return `      - load${n}:
          call: load
          with: { id: "{{ input.id }}", page: ${n}, label: "page {{ input.name ?? 'none' }}" }
          retry: { errors: [Unavailable], maxRetries: 3, delay: 2s }
      - guard${n}:
          if: load${n}.count > 3 && input.strict == true
          do:
            - reset${n}:
                set: { total: 0, first: "{{ load${n}.items[0] }}" }
            - stored${n}:
                call: store
                with: { value: "{{ merge(load${n}.value, {n: ${n}}) }}" }
                timeout: 30s
      - pick${n}:
          switch:
            - when: load${n}.kind == "big"
              do:
                - big${n}: { call: store, with: { items: "{{ slice(load${n}.items, 0, 10) }}" } }
            - when: load${n}.kind == "small"
              output: "{{ upper(load${n}.name) }}"
      - each${n}:
          for: { each: item, in: "load${n}.items", where: item.ok == true }
          do:
            - item${n}: { call: store, with: { item: "{{ item }}", sum: "{{ (total ?? 0) + item.price * 2 }}" } }
          output: "{{ item${n}.id }}"
      - sum${n}:
          set: { total: "{{ (total ?? 0) + length(each${n}) }}" }
`;
}
