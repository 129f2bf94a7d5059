// Where somebody signs on the screen: with pen, finger or mouse, or from the keyboard (Space puts the pen down and lifts it,
// arrows draw, Backspace starts over). Holds an SVG path in PAD's units; what it is signed under is the form's.
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PAD } from '../../../shared/modules/documents/rules.ts'
import { Button } from '../Button.tsx'
import { Glyph } from '../Glyph.tsx'
import './sign.css'

type Point = readonly [x: number, y: number]
type Strokes = readonly (readonly Point[])[]

const inside = (value: number, most: number): number => Math.round(Math.min(most, Math.max(0, value)))
/** A dot is a stroke to where it began. */
const pathOf = (strokes: Strokes): string =>
  strokes
    .filter((stroke) => stroke.length > 0)
    .map(([first, ...rest]) => `M${first?.join(' ')}L${(rest.length > 0 ? rest : [first]).map((point) => point?.join(' ')).join(' ')}`)
    .join('')

const STEP = 24
const MOVES: Readonly<Record<string, Point>> = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }
/** The pen of the keyboard: where it is and whether it touches the paper. */
type Pen = { at: Point; down: boolean }
const LIFTED: Pen = { at: [PAD.width / 4, PAD.height / 2], down: false }

export function SignaturePad({
  label,
  value,
  onChange,
  error,
}: {
  label: string
  value: string
  onChange: (path: string) => void
  error?: string | undefined
}) {
  const { t } = useTranslation('ui')
  const [strokes, setStrokes] = useState<Strokes>([])
  const [pen, setPen] = useState<Pen | null>(null)
  const drawing = useRef(false)
  const [named, told] = [useId(), useId()]
  const draw = (next: Strokes): void => {
    setStrokes(next)
    onChange(pathOf(next))
  }
  const longer = (point: Point): Strokes => [...strokes.slice(0, -1), [...(strokes.at(-1) ?? []), point]]
  const pointOf = (event: React.PointerEvent<SVGSVGElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect()
    return [
      inside(((event.clientX - box.left) / box.width) * PAD.width, PAD.width),
      inside(((event.clientY - box.top) / box.height) * PAD.height, PAD.height),
    ]
  }
  const type = (event: React.KeyboardEvent): void => {
    const now = pen ?? LIFTED
    const move = MOVES[event.key]
    if (event.key === ' ') {
      setPen({ ...now, down: !now.down })
      if (!now.down) draw([...strokes, [now.at]])
    } else if (move) {
      const at: Point = [inside(now.at[0] + move[0], PAD.width), inside(now.at[1] + move[1], PAD.height)]
      setPen({ ...now, at })
      if (now.down) draw(longer(at))
    } else if (event.key === 'Backspace') clear()
    else return
    event.preventDefault()
  }
  const clear = (): void => {
    setPen(null)
    draw([])
  }
  const shown = strokes.length > 0 ? pathOf(strokes) : value
  return (
    <div className="field sign-field" data-invalid={error ? true : undefined}>
      <span className="label-line" id={named}>
        {label}
      </span>
      <div className="row top">
        <svg
          className="sign-pad"
          viewBox={`0 0 ${PAD.width} ${PAD.height}`}
          // A drawing is no value a control could tell: it is an area that takes keys, named, with its use described.
          role="application"
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it takes keys
          tabIndex={0}
          aria-labelledby={named}
          aria-describedby={told}
          onKeyDown={type}
          onPointerDown={(event) => {
            if (event.button !== 0) return
            event.currentTarget.setPointerCapture(event.pointerId)
            drawing.current = true
            draw([...strokes, [pointOf(event)]])
          }}
          onPointerMove={(event) => drawing.current && draw(longer(pointOf(event)))}
          onPointerUp={() => (drawing.current = false)}
          onPointerCancel={() => (drawing.current = false)}
        >
          <line x1={24} x2={PAD.width - 24} y1={PAD.height - 44} y2={PAD.height - 44} />
          <path d={shown} />
          {pen && <circle cx={pen.at[0]} cy={pen.at[1]} r={pen.down ? 6 : 9} className={pen.down ? 'down' : undefined} />}
        </svg>
        <Button kind="quiet" size="small" disabled={shown === ''} onPress={clear}>
          {t('sign.again')}
        </Button>
      </div>
      {error && (
        <span className="field-error">
          <Glyph shape="diamond" />
          <span>{error}</span>
        </span>
      )}
      <span className="hint" id={told}>
        {t('sign.hint')}
      </span>
    </div>
  )
}
