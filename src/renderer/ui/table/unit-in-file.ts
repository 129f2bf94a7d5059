// The unit of quantities of parts in the file of a list: a column behind the first quantity, for a number alone would not say whether it
// is litres or pieces.

type FileColumn = { id: string; title: string; words?: Record<string, string> }
/** Of rows that have a `unit`. A list without quantities stays as it is. */
export function unitInFile(columns: readonly FileColumn[], title: string): FileColumn[] {
  const at = columns.findIndex(({ id }) => /(^u|U)nits$/.test(id))
  return at < 0 ? [...columns] : columns.toSpliced(at + 1, 0, { id: 'unit', title })
}
