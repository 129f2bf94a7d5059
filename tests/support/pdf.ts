// Reads a PDF as a person reads the paper: its words, page by page. How it looks is for the eye.
import { readFileSync } from 'node:fs'
import { extractText, getDocumentProxy } from 'unpdf'

/** Radicals whose shape a font shares with a character; Chromium names the shape by the radical (equivalents of Unicode's EquivalentUnifiedIdeograph). */
const radicals: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...'⺟母⺠民⺬示⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻘青⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟'.matchAll(
      /(.)(.)/gu,
    ),
  ].map(([, shape, character]) => [shape, character]),
)

/** Words in the form `pdfPages` gives them: without spaces, widths and shared shapes evened out. */
export const onPaper = (words: string): string =>
  words
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .replaceAll(/[\u2E80-\u2FDF]/gu, (shape) => radicals[shape] ?? shape)

/** The text of each page. */
export async function pdfPages(file: string): Promise<string[]> {
  const pdf = await getDocumentProxy(new Uint8Array(readFileSync(file)))
  const { text } = await extractText(pdf, { mergePages: false })
  return text.map(onPaper)
}
