/** How a text is coloured; the plain one leaves it as it is. */
export interface Paint {
  error(text: string): string;
  warning(text: string): string;
  info(text: string): string;
  ok(text: string): string;
  strong(text: string): string;
  faint(text: string): string;
}

const same = (text: string): string => text;

export const plain: Paint = { error: same, warning: same, info: same, ok: same, strong: same, faint: same };

const sgr =
  (on: number, off: number) =>
  (text: string): string =>
    `\u001b[${on}m${text}\u001b[${off}m`;

/** For a terminal. */
export const coloured: Paint = {
  error: sgr(31, 39),
  warning: sgr(33, 39),
  info: sgr(36, 39),
  ok: sgr(32, 39),
  strong: sgr(1, 22),
  faint: sgr(2, 22),
};
