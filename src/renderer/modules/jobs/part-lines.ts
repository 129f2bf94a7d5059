// Parts as they are typed one a line: `QY-OF-1012 1` or `QY-OIL-0W20 4.5`. Quantities are thousandths.

/** What was typed, read; a line that cannot be read becomes one the form refuses. */
export const readPartLines = (text: string): { code: string; quantityMilli: number }[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [, code = line, , quantity = '1'] = /^(\S+)(\s+(\d{1,5}(?:\.\d{1,3})?))?$/.exec(line) ?? [undefined, line, undefined, 'NaN']
      return { code, quantityMilli: Math.round(Number(quantity) * 1000) }
    })

export const partLinesOf = (parts: readonly { code: string; quantityMilli: number }[]): string =>
  parts.map(({ code, quantityMilli }) => `${code} ${quantityMilli / 1000}`).join('\n')
