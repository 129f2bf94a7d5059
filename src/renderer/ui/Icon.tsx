// One way to draw a Lucide icon: the weight and sizes of the look. Icons are imported one by one by whoever shows them.
import type { ComponentType, SVGProps } from 'react'

export type IconShape = ComponentType<SVGProps<SVGSVGElement> & { size?: number | string }>

/** 16 px beside words of 13 px, 14 px beside words of 12 px. Decorative: the word beside it is the name. */
export function Icon({ of: Drawing, size = 16 }: { of: IconShape; size?: number }) {
  return <Drawing className="icon" size={size} strokeWidth={2} aria-hidden />
}
