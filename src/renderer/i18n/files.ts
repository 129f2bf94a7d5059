// Texts as they lie in files: one namespace a file, named by it.
import type { Source, Texts } from './start.ts'

const namespaceOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1, -'.json'.length)

/** Of what `import.meta.glob` found: Chinese at once, English when asked for. */
export const textsFrom = (chinese: Record<string, Texts>, english: Record<string, () => Promise<Texts>>): Source => ({
  chinese: Object.fromEntries(Object.entries(chinese).map(([file, texts]) => [namespaceOf(file), texts])),
  english: async () =>
    Object.fromEntries(await Promise.all(Object.entries(english).map(async ([file, load]) => [namespaceOf(file), await load()] as const))),
})
