// Roll-outs as the page shows them: how far each is, wave by wave, with how every desktop of it stands.
import type { ConsoleOutput } from '../../shared/console/contract.ts'
import type { Hq } from '../hq.ts'
import type { Seen } from '../rollouts.ts'
import type { Overview } from './overview.ts'

export async function seenBy(overview: Overview): Promise<Seen> {
  const all = await overview.all()
  return (replica) => all.get(replica)
}

export async function listRollouts(hq: Hq, overview: Overview): Promise<ConsoleOutput<'rollouts.list'>['rollouts']> {
  const seen = await seenBy(overview)
  const told: ConsoleOutput<'rollouts.list'>['rollouts'] = []
  for (const { id, name, madeAt } of await hq.rollouts.all()) {
    const waves = await hq.rollouts.waves(id, seen)
    const lines = waves.flatMap((wave) => wave.lines)
    told.push({
      id,
      name,
      madeAt,
      desktops: lines.length,
      well: lines.filter(({ state }) => state === 'well').length,
      waves: waves.length,
      opened: waves.filter(({ opened }) => opened).length,
    })
  }
  return told
}

/** @throws Refusal rollout-unknown */
export async function showRollout(hq: Hq, overview: Overview, id: string): Promise<ConsoleOutput<'rollouts.show'>> {
  const { name, madeAt } = await hq.rollouts.known(id)
  const names = new Map((await hq.store.console.administrators()).map((a) => [a.id, a.name]))
  const waves = await hq.rollouts.waves(id, await seenBy(overview))
  return {
    id,
    name,
    madeAt,
    waves: waves.map(({ wave, opened, lines }) => ({
      wave,
      openedAt: opened?.openedAt ?? null,
      byName: opened ? (names.get(opened.by) ?? opened.by) : null,
      reason: opened?.reason ?? null,
      lines: lines.map(({ number, site, desktop, group, state, usedBy }) => ({ number, site, desktop, group, state, replica: usedBy })),
    })),
  }
}
