// What the story and the demonstration share: a headquarters as a process of its own, desktops in real windows behind a
// line that can be cut, and the hands of a person at a window.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { pinyin } from 'pinyin-pro'
import { readPairingCode, writePairingCode } from '../../src/shared/sync/pairing-code.ts'
import type { Asked, Name, Output } from '../../src/shared/contract.ts'
import { freshProfile, launch, type App } from './app.ts'
import { proxyTo, type Proxy } from './proxy.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const PASSWORD = 'Demo-2468-Showroom'
export const PASSPHRASE = 'morning-key-of-the-shop'

export type HqProcess = {
  folder: string
  port: number
  child: ChildProcess
  said: string[]
  code(): Promise<string>
  kill(): Promise<void>
  stop(): Promise<void>
}

const cli = (folder: string, ...args: string[]): ChildProcess =>
  spawn(process.execPath, [join(ROOT, 'src/hq/main.ts'), '--data', folder, ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
const heard = (child: ChildProcess, said: string[]): void => {
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data: Buffer) => said.push(...data.toString().split('\n').filter(Boolean)))
}
async function until<T>(look: () => T | undefined | false | null, ms: number, what: () => string): Promise<T> {
  const end = Date.now() + ms
  for (;;) {
    const found = look()
    if (found) return found
    if (Date.now() > end) throw new Error(`after ${ms} ms: ${what()}`)
    await new Promise((done) => setTimeout(done, 100))
  }
}

/** Starts HQ; with `demo` it founds a site with the demo store first. */
export async function hqProcess(options: { folder?: string; port?: number; demo?: boolean } = {}): Promise<HqProcess> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'forecourt-hq-'))
  const said: string[] = []
  const child = cli(folder, '--port', String(options.port ?? 0), '--host', '127.0.0.1', ...(options.demo ? ['--demo'] : []))
  heard(child, said)
  const line = await until(
    () => said.find((l) => l.startsWith('{"hq"')),
    60_000,
    () => said.join('\n'),
  )
  const { hq } = JSON.parse(line) as { hq: { url: string } }
  if (options.demo)
    await until(
      () => said.find((l) => l.includes('FC-')),
      180_000,
      () => said.join('\n'),
    )
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  return {
    folder,
    port: Number(new URL(hq.url).port),
    child,
    said,
    code: async () => {
      // The site's code: the founding store brought its own.
      for (const site of ['YS', 'DEMO']) {
        const words: string[] = []
        const asking = cli(folder, 'pair', site)
        heard(asking, words)
        await new Promise((done) => asking.once('close', done))
        const found = /FC-[A-Za-z0-9_-]+/.exec(words.join('\n'))?.[0]
        if (found) return found
      }
      throw new Error('no pairing code')
    },
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
    stop: async () => {
      child.kill('SIGTERM')
      await gone
    },
  }
}

export type Desk = {
  name: string
  profile: string
  line: Proxy
  app: App
  page: Page
  reopen(): Promise<void>
  kill(): Promise<void>
  close(): Promise<void>
}

/** A window that joined headquarters through a line of its own, up to the sign-in screen. */
export async function joinedDesk(name: string, hq: () => number, code: string): Promise<Desk> {
  const line = await proxyTo(hq)
  const parsed = readPairingCode(code)
  if (!parsed) throw new Error(`no pairing code: ${code}`)
  const through = writePairingCode({ ...parsed, url: `https://127.0.0.1:${line.port}` })
  const profile = freshProfile()
  let app = await launch({ profile })
  const { page } = app
  await page.getByRole('button', { name: '加入', exact: true }).click()
  await page.getByLabel('配对码').fill(through)
  await page.getByLabel('这台电脑叫什么').fill(name)
  await page.getByLabel('启动口令').fill(PASSPHRASE)
  await page.getByRole('button', { name: /配对并下载/ }).click()
  await page.getByText('谁来用这台电脑？').waitFor({ timeout: 120_000 })
  const desk: Desk = {
    name,
    profile,
    line,
    app,
    page,
    reopen: async () => {
      app = await launch({ profile })
      desk.app = app
      desk.page = app.page
      await app.page.getByLabel('启动口令').fill(PASSPHRASE)
      await app.page.keyboard.press('Enter')
      await app.page.getByText('谁来用这台电脑？').waitFor({ timeout: 60_000 })
    },
    kill: () => app.kill(),
    close: async () => {
      await app.close()
      await line.close()
    },
  }
  return desk
}

/** Signs in by name and password; whoever sat there leaves first. */
export async function signIn(page: Page, name: string): Promise<void> {
  if (!(await page.getByText('谁来用这台电脑？').isVisible())) {
    await ask(page, 'identity.signOut', {})
    await page.getByText('谁来用这台电脑？').waitFor()
  }
  await page.getByRole('radio', { name: new RegExp(name) }).click()
  await page.getByLabel(/密码/).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('navigation').first().waitFor({ timeout: 30_000 })
}

/** The first such text a person can see: tabs behind the front one stay alive. */
export const seen = (page: Page, text: string) => page.getByText(text).locator('visible=true').first()

/** Asks main the way the window does. @throws with the refusal's code. */
export async function ask<N extends Name>(page: Page, name: N, input: Asked<N>): Promise<Output<N>> {
  const reply = (await page.evaluate(
    ([n, i]) =>
      (window as unknown as { forecourt: { call(n: string, i: unknown, o: object): Promise<unknown> } }).forecourt.call(n as string, i, {
        attempt: crypto.randomUUID(),
        id: crypto.randomUUID(),
      }),
    [name, input] as const,
  )) as { ok: boolean; value: Output<N>; error?: { code: string; details?: unknown } }
  if (!reply.ok) throw new Error(`${name}: ${reply.error?.code} ${JSON.stringify(reply.error?.details ?? '')}`)
  return reply.value
}

export const initials = (name: string): string =>
  pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', surname: 'head' }).join('')

/** Writes a quote on screen: customer by initials, car by its stock number, a discount in yuan, a deposit. */
export async function writeQuote(
  page: Page,
  about: { customer: string; stockNo: string; discountYuan: number; depositYuan: number },
): Promise<void> {
  await page.getByRole('navigation').getByText('订单', { exact: true }).first().click()
  await page
    .getByRole('button', { name: /新报价/ })
    .first()
    .click()
  const customer = page.getByRole('combobox', { name: /客户/ })
  await customer.click()
  await customer.pressSequentially(initials(about.customer), { delay: 40 })
  await page
    .getByRole('option', { name: new RegExp(about.customer) })
    .first()
    .click()
  const car = page.getByRole('combobox', { name: /车辆/ })
  await car.click()
  await car.pressSequentially(about.stockNo, { delay: 20 })
  await page
    .getByRole('option', { name: new RegExp(about.stockNo) })
    .first()
    .click()
  await page.getByText('指导价').first().waitFor()
  const discount = page.getByLabel('优惠', { exact: true })
  await discount.fill(String(about.discountYuan))
  await discount.press('Tab')
  await page.getByRole('button', { name: /先收/ }).click()
  await page.getByRole('option', { name: /订金/ }).click()
  await page.getByLabel('金额', { exact: true }).last().fill(String(about.depositYuan))
  await page.getByRole('button', { name: '保存报价' }).click()
  await page.getByText('订单进度').or(page.getByLabel('订单进度')).first().waitFor({ timeout: 15_000 })
}
