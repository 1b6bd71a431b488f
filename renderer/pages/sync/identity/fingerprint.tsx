/** Forty digits as they are read aloud: eight groups of five in two lines of four. */
export function Fingerprint({ spoken, label }: { readonly spoken: string; readonly label: string }) {
  const groups = spoken.split(' ').map((digits, at) => ({ id: `${at}`, digits }))
  return (
    <ol className="fingerprint" aria-label={label} data-testid="fingerprint">
      {groups.map(({ id, digits }) => (
        <li key={id}>{digits}</li>
      ))}
    </ol>
  )
}
