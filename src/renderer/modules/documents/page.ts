// Puts a rendered page into a frame of ours without loading anything: the frame runs no script and asks for nothing, and the
// window's policy, which forbids inline style in markup, is kept, because styles are given through the CSSOM.

/** Takes markup apart: style sheets, and the body with its style attributes renamed, so that the parser applies none. */
export function takenApart(html: string): { sheets: string[]; body: string } {
  const sheets: string[] = []
  const rest = html.replace(/<style[^>]*>([\s\S]*?)<\/style>/gi, (_, css: string) => {
    sheets.push(css)
    return ''
  })
  const body = /<body[^>]*>([\s\S]*)<\/body>/i.exec(rest)?.[1] ?? rest
  return { sheets, body: body.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/(\s)style(\s*=)/gi, '$1data-style$2')) }
}

/** What must never come to life in a page, whatever a template says; main refuses it too. */
const FORBIDDEN = 'script, iframe, object, embed, link, meta, base, form, input, button, video, audio, svg a'

/** Shows `html` in `frame`, keeping the scroll position. */
export function showPage(frame: HTMLIFrameElement, html: string): void {
  const page = frame.contentDocument
  const view = frame.contentWindow as (Window & typeof globalThis) | null
  if (!page || !view) return
  const { sheets, body } = takenApart(html)
  const parsed = new DOMParser().parseFromString(`<!doctype html><body>${body}</body>`, 'text/html')
  for (const node of parsed.querySelectorAll(FORBIDDEN)) node.remove()
  for (const node of parsed.querySelectorAll('*'))
    for (const { name } of [...node.attributes])
      if (/^on|^(?:href|src|action|formaction|srcset)$/i.test(name) && !node.getAttribute(name)?.startsWith('data:image/'))
        node.removeAttribute(name)
  page.documentElement.lang = 'zh-CN'
  page.adoptedStyleSheets = sheets.map((css) => {
    const sheet = new view.CSSStyleSheet()
    sheet.replaceSync(css)
    return sheet
  })
  page.body.replaceChildren(...[...parsed.body.childNodes].map((node) => page.importNode(node, true)))
  for (const node of page.querySelectorAll<HTMLElement>('[data-style]')) node.style.cssText = node.dataset['style'] ?? ''
}
