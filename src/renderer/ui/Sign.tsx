// The sign of the house, in the bar of every program that carries its name.
/** The sign of the house: a roof over a car. */
export function Sign({ size = 20 }: { size?: number }) {
  return (
    <svg
      className="sign"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      <path d="M2.2 8.2C5 4.6 8 3 10 3s5 1.6 7.8 5.2" />
      <path d="M4.5 9.5v7M15.5 9.5v7M2.5 16.5h15" />
      <path d="M7 14.2v-1.7l1.3-2.3h3.4l1.3 2.3v1.7z" fill="currentColor" />
    </svg>
  )
}
