// Brings text from keyboards, scanners, spreadsheets and address books to plain half-width form before a rule reads
// it as a number, a day or a code. Not for names or prose, whose full-width punctuation is right as it is.

/**
 * Full-width ASCII, `￥`, dashes and exotic spaces become their half-width twins; invisible marks (a phone number
 * copied from a messenger carries them) go. Letter case and inner spaces stay.
 */
export const halfWidth = (text: string): string =>
  text
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/[\u00a0\u2000-\u200a\u202f\u3000]/g, ' ')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\uffe5/g, '\u00a5')
    .replace(/[\uff01-\uff5e]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
