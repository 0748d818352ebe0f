/** Control characters could move a terminal's cursor or turn the direction of text: they are shown as a mark. */
export function printable(text: string): string {
  return text.replace(/(?![\t\n])[\p{Cc}\p{Bidi_Control}]/gu, '\ufffd');
}
