// Our own protocol instead of file://: serves the built window and nothing else, each answer with a strict policy.
import { readFile } from 'node:fs/promises'
import { basename, extname, join, normalize, sep } from 'node:path'
import { protocol, type Session } from 'electron'

export const SCHEME = 'app'
/** Scripts, styles and pictures of our own origin only; no inline script, no frame, no request to anywhere. */
export const POLICY = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self'`,
  `img-src 'self' data: blob:`,
  `font-src 'self'`,
  `connect-src 'self'`,
  `worker-src 'self'`,
  `frame-src 'self' blob:`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ')

const kinds: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

/** Call before the application is ready. */
export const announceScheme = (): void =>
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])

/**
 * Serves `app://forecourt/…` from `folder`; the root is `index.html`. Resolves once every script the page names was handed out:
 * what holds this process up before that keeps the window from starting.
 */
export function serve(session: Session, folder: string): Promise<void> {
  let start = (): void => undefined
  const started = new Promise<void>((done) => (start = done))
  let awaited: Set<string> | null = null
  session.protocol.handle(SCHEME, async (request) => {
    const { host, pathname } = new URL(request.url)
    const path = normalize(join(folder, pathname === '/' ? 'index.html' : decodeURIComponent(pathname)))
    const kind = kinds[extname(path)]
    if (host !== 'forecourt' || request.method !== 'GET' || !path.startsWith(folder + sep) || !kind)
      return new Response('not here', { status: 404 })
    try {
      const bytes = await readFile(path)
      if (pathname === '/') awaited ??= new Set(bytes.toString().match(/[^"/]+\.js(?=")/g))
      else if (awaited?.delete(basename(path)) && awaited.size === 0) setImmediate(start)
      return new Response(new Uint8Array(bytes), {
        headers: {
          'content-type': kind,
          'content-security-policy': POLICY,
          'x-content-type-options': 'nosniff',
          'cross-origin-opener-policy': 'same-origin',
        },
      })
    } catch {
      return new Response('not here', { status: 404 })
    }
  })
  return started
}
