// Puts PDFs that were printed in pieces together into one file. The old file stays until the new one is whole.
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { PDFDocument } from '@cantoo/pdf-lib'

/** @throws with the file system's code when the place cannot be written. */
export async function joinPdf(path: string, title: string, parts: readonly Uint8Array[]): Promise<void> {
  const growing = `${path}.part`
  try {
    const whole = await PDFDocument.create()
    whole.setTitle(title, { showInWindowTitleBar: true })
    for (const bytes of parts) {
      const part = await PDFDocument.load(bytes)
      for (const page of await whole.copyPages(part, part.getPageIndices())) whole.addPage(page)
    }
    writeFileSync(growing, await whole.save())
    renameSync(growing, path)
  } catch (error) {
    rmSync(growing, { force: true })
    throw error
  }
}
