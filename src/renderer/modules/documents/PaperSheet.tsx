// A page of paper on the screen: A4 at the width there is, always black on white, with marks where the next page begins.
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showPage } from './page.ts'

/** A4 at 96 dots per inch. */
const WIDTH = 794
const HEIGHT = 1123

export function PaperSheet({ html, title }: { html: string; title: string }) {
  const { t } = useTranslation('documents')
  const room = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLIFrameElement>(null)
  const [scale, setScale] = useState(0.6)
  const [height, setHeight] = useState(HEIGHT)
  useEffect(() => {
    const box = room.current
    if (!box) return
    const watch = new ResizeObserver(() => setScale(Math.min(1, box.clientWidth / WIDTH)))
    watch.observe(box)
    return () => watch.disconnect()
  }, [])
  useEffect(() => {
    if (!frame.current) return
    showPage(frame.current, html)
    setHeight(Math.max(HEIGHT, frame.current.contentDocument?.body.scrollHeight ?? 0))
  }, [html])
  const pages = Math.ceil((height - 2) / HEIGHT)
  return (
    <div ref={room} className="paper-room">
      <div className="paper-sheet" style={{ width: WIDTH * scale, height: pages * HEIGHT * scale }}>
        <iframe
          ref={frame}
          title={title}
          sandbox="allow-same-origin"
          tabIndex={-1}
          style={{ width: WIDTH, height: pages * HEIGHT, transform: `scale(${scale})` }}
        />
        {Array.from({ length: pages - 1 }, (_, at) => (
          <span key={at + 2} className="page-break" style={{ top: (at + 1) * HEIGHT * scale }}>
            {t('pageNumber', { page: at + 2 })}
          </span>
        ))}
      </div>
    </div>
  )
}
