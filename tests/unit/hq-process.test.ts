// HQ as a program: one process a directory, commands beside it, and what a kill -9 in the middle of its work leaves.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import type { Changeset, Ruling } from '../../src/shared/sync/protocol.ts'
import { buildManifest } from '../../src/shared/sync/build-manifest.ts'
import { HqClient } from '../support/hq-client.ts'
import { codeFrom, runHq, spawnHq, type RunningHq } from '../support/hq-process.ts'
import { removeFolders, tempFolder } from '../support/hq.ts'
import { insert } from '../support/judge.ts'

const running: RunningHq[] = []
const start = async (...args: Parameters<typeof spawnHq>): Promise<RunningHq> => {
  const hq = await spawnHq(...args)
  running.push(hq)
  return hq
}
afterEach(async () => {
  for (const hq of running.splice(0)) await hq.end('SIGKILL')
})
afterAll(removeFolders)

/** Some command of the application that writes customers. */
const command = Object.entries(buildManifest().commands).find(([, c]) => c.writes.includes('customers'))?.[0] ?? ''

describe('the directory', () => {
  it(
    '[S-TRUST-1] belongs to one process, which a second is told in words, and is free again after a kill -9',
    { timeout: 180_000 },
    async () => {
      const data = join(tempFolder(), 'hq')
      const first = await start(data)
      const second = runHq('--data', data, '--port', '0')
      expect([second.status, second.out, second.err]).toEqual([1, '', '另一个总部程序正在使用这个数据目录。同一目录只能运行一个。\n'])
      await first.end('SIGKILL')
      const third = await start(data)
      expect(third.fingerprint).toBe(first.fingerprint)
      expect(third.said()).not.toContain('集团恢复密钥')
      expect(await third.end('SIGTERM')).toBe(0)
      expect(third.said()).toContain('总部已停止')
    },
  )

  it('[S-TRUST-1] keeps everything to its owner', { timeout: 180_000 }, async () => {
    const data = join(tempFolder(), 'hq')
    await start(data)
    expect(statSync(data).mode & 0o777).toBe(0o700)
    for (const name of readdirSync(data)) expect([name, statSync(join(data, name)).mode & 0o077]).toEqual([name, 0])
  })
})

describe('commands', () => {
  it('[S-TRUST-1] make sites and codes whether HQ runs or not, and say in words what cannot be', { timeout: 240_000 }, async () => {
    const data = join(tempFolder(), 'hq')
    const on = (...words: string[]) => runHq('--data', data, ...words)
    expect(on('pair', 'nowhere').err).toContain('没有这个门店')
    const made = on('site', '晨光汽车昆山店', '--json')
    expect(JSON.parse(made.out.split('\n').at(-2) ?? '')).toMatchObject({ site: { name: '晨光汽车昆山店', code: 'CGKS' } })
    expect(on('pair', 'cgks').err).toContain('总部还没有启动过')

    const hq = await start(data)
    expect(on('site', '城东店', '--code', 'CGKS').err).toContain('已被使用')
    expect(on('site', '城东店', '--code', 'TOOLONG').err).toContain('2–4 位')
    expect(on('site', '城关快手').out).toContain('代码 CGK2')
    const code = codeFrom(on('pair', 'CGKS').out)
    expect(code).toMatchObject({ url: hq.url, fingerprint: hq.fingerprint })
    const client = new HqClient(code)
    await client.pair({ name: '前台一' })
    await client.round()
    expect(on('devices').out).toMatch(/CGKS-01 {2}前台一 {2}晨光汽车昆山店 {2}最近联系/)
    expect(on('recovery-key').err).toContain('不能再更换')
    expect(on('revoke', 'CGKS-01').out).toContain('已停用桌面：前台一')
    expect(on('revoke', '前台一').err).toContain('已经停用')
    expect((await client.tryRound()).json()).toEqual({ error: 'revoked' })

    await hq.end('SIGTERM')
    expect(existsSync(join(data, 'hq.sock'))).toBe(false)
    expect(codeFrom(on('pair', '晨光汽车昆山店', '--group', '--minutes', '5', '--json').out).url).toBe(hq.url)
    expect(on('revoke', 'nobody', '--lang', 'en').err).toBe('There is no such desktop. The command devices lists names and codes.\n')
    for (const words of [['dance'], ['pair', 'x', '--minutes', '0'], ['--nope']]) expect([words, on(...words).status]).toEqual([words, 1])
  })

  it('[S-TRUST-1] says in words that a port is taken', { timeout: 180_000 }, async () => {
    const hq = await start(join(tempFolder(), 'hq'))
    const { port } = new URL(hq.url)
    expect(runHq('--data', join(tempFolder(), 'hq'), '--port', port, '--host', '127.0.0.1').err).toBe(
      `端口 ${port} 已被占用，请用 --port 换一个。\n`,
    )
  })
})

describe('kill -9', () => {
  it('[S-FEED-3] at ten instants of a busy outbox loses nothing acknowledged and doubles nothing', { timeout: 180_000 }, async () => {
    const data = join(tempFolder(), 'hq')
    runHq('--data', data, 'site', '晨光')
    let hq = await start(data)
    const client = new HqClient(codeFrom(runHq('--data', data, 'pair', '晨光').out))
    const site = (await client.pair()).site.id
    const acknowledged = new Map<string, Ruling>()
    const outbox: Changeset[] = []
    let made = 0
    let killedAtWork = 0
    const canary = 'CANARY-13800001111'

    for (let kill = 1; kill <= 10; kill++) {
      const delay = 10 + Math.random() * 250
      const dead = new AbortController()
      const death = new Promise<void>((done) => setTimeout(done, delay)).then(async () => {
        dead.abort()
        await hq.end('SIGKILL')
      })
      while (!dead.signal.aborted) {
        while (outbox.length < 60)
          outbox.push(
            client.make({
              command,
              changes: [insert('customers', `C${++made}`, { site_id: site, kind: 'person', name: `${canary} ${made}` })],
            }),
          )
        const sent = outbox.slice(0, 60)
        try {
          const { rulings } = await client.round(sent)
          for (const r of rulings) {
            acknowledged.set(r.changeset, r)
            expect(r.outcome).toBe('accepted')
          }
          outbox.splice(0, sent.length)
        } catch {
          // Cut off in the middle: nothing was acknowledged, the same is sent again after the restart.
          killedAtWork += 1
        }
      }
      await death
      hq = await start(data)
      Object.assign(client, { code: { ...client.code, url: hq.url } })
      // After a crash HQ takes the counters up to its ceiling as used, and says where to go on.
      const refused = (await client.tryRound()).json() as { error?: string; counter?: number }
      if (refused.error === 'replayed') client.counter = refused.counter ?? client.counter
    }
    await client.round(outbox.splice(0))
    expect(acknowledged.size).toBeGreaterThan(60)
    expect(killedAtWork).toBeGreaterThan(0)

    client.position = { number: 0, nonce: '' }
    const told: string[] = []
    const rows: string[] = []
    for (let more = true; more;) {
      const answer = await client.round()
      for (const e of answer.entries) {
        if (e.replica === client.replica) told.push(e.changeset)
        for (const c of e.changes) if (c.table === 'customers') rows.push(c.id)
      }
      more = answer.more
    }
    expect([...acknowledged.keys()].filter((id) => !told.includes(id))).toEqual([])
    expect(told).toHaveLength(made)
    expect(new Set(told).size).toBe(made)
    expect(rows).toEqual(Array.from({ length: made }, (_, n) => `C${n + 1}`))

    // Killed with everything in its write-ahead log: no name lies in clear in any file.
    await hq.end('SIGKILL')
    for (const name of readdirSync(data))
      if (statSync(join(data, name)).isFile()) expect([name, readFileSync(join(data, name)).includes('CANARY')]).toEqual([name, false])
  })
})
