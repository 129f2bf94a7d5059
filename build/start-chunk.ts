// One file for what a start reads: Electron's main process takes milliseconds a file, and the natural split of forty modules
// that are loaded on demand makes hundreds of small ones.
import { resolve } from 'node:path'
import type { CodeSplittingGroup, CodeSplittingNameFunction } from 'rolldown'

type Graph = Parameters<CodeSplittingNameFunction>[1]

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
export function startChunk(name: string, files: readonly string[], others: readonly string[]): CodeSplittingGroup {
  let chunk: ReadonlySet<string> | undefined
  return {
    name: (id, graph) => {
      chunk ??= reached(graph, files).difference(reached(graph, others))
      return chunk.has(id) ? name : null
    },
    includeDependenciesRecursively: false,
  }
}
