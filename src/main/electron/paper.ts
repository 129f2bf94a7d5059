// Turns a page of HTML into A4 PDF and sends PDFs to a printer, in hidden windows that can run no script, reach no
// network and see no file.
import { BrowserWindow, session, type Session } from 'electron'
import { Refusal } from '../../shared/errors.ts'
import type { Paper } from '../modules/services.ts'
import { guardSession } from './guard.ts'
import { SCHEME } from './protocol.ts'

const POLICY = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:`

/** Pages wait here under a random address until their window fetched them. */
const waiting = new Map<string, { body: Uint8Array; kind: string; policy: string }>()

function room(): Session {
  const made = session.fromPartition('paper')
  if (made.protocol.isProtocolHandled(SCHEME)) return made
  guardSession(made)
  made.protocol.handle(SCHEME, (request) => {
    const found = waiting.get(request.url)
    if (!found) return new Response('not here', { status: 404 })
    return new Response(new Uint8Array(found.body), { headers: { 'content-type': found.kind, 'content-security-policy': found.policy } })
  })
  made.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !/^(?:app|data|chrome-extension|blob):/.test(details.url) }))
  return made
}

async function onPaper<T>(
  body: Uint8Array,
  kind: string,
  options: { viewer: boolean; policy: string },
  work: (window: BrowserWindow) => Promise<T>,
): Promise<T> {
  const url = `${SCHEME}://paper/${crypto.randomUUID()}`
  waiting.set(url, { body, kind, policy: options.policy })
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: room(),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: options.viewer,
      plugins: options.viewer,
      spellcheck: false,
    },
  })
  try {
    await window.loadURL(url)
    return await work(window)
  } finally {
    waiting.delete(url)
    window.destroy()
  }
}

export const systemPaper: Paper = {
  pdf: (html) =>
    onPaper(new TextEncoder().encode(html), 'text/html; charset=utf-8', { viewer: false, policy: POLICY }, (window) =>
      window.webContents.printToPDF({
        pageSize: 'A4',
        printBackground: true,
        preferCSSPageSize: true,
        margins: { top: 0, bottom: 0, left: 0, right: 0 },
      }),
    ),
  print: (pdf, title) =>
    onPaper(pdf, 'application/pdf', { viewer: true, policy: '' }, async (window) => {
      window.setTitle(title)
      if ((await window.webContents.getPrintersAsync()).length === 0) throw new Refusal('no-printer')
      return new Promise<boolean>((done, failed) => {
        window.webContents.print({ silent: false }, (success, reason) => {
          if (success) done(true)
          else if (/cancel/i.test(reason)) done(false)
          else failed(new Refusal('no-printer'))
        })
      })
    }),
}
