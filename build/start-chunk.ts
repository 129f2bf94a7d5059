// One file for what a start reads: Electron's main process takes milliseconds a file, and the natural split of forty modules
// that are loaded on demand makes hundreds of small ones.
import { resolve } from 'node:path'
import type { Rolldown } from 'vite'

type Graph = Parameters<Rolldown.CodeSplittingNameFunction>[1]

/** Everything these files import by name, themselves included; what they load later is not in it. */
function reached(graph: Graph, files: readonly string[]): Set<string> {
  const found = new Set<string>()
  const next = files.map((file) => resolve(file))
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    if (found.has(id)) continue
    found.add(id)
    next.push(...(graph.getModuleInfo(id)?.importedIds ?? []))
  }
  return found
}

/** What `files` import, as one chunk; but not what one of `others` needs too, which run without the rest of it. */
export function startChunk(name: string, files: readonly string[], others: readonly string[]): Rolldown.CodeSplittingGroup {
  let chunk: ReadonlySet<string> | undefined
  const chunkOf = (graph: Graph): ReadonlySet<string> => {
    if (chunk) return chunk
    const elsewhere = reached(graph, others)
    return (chunk = new Set([...reached(graph, files)].filter((id) => !elsewhere.has(id))))
  }
  return {
    name: (id, graph) => (chunkOf(graph).has(id) ? name : null),
    includeDependenciesRecursively: false,
  }
}
