export type SwitchProps = {
  readonly label: string;
  readonly on: boolean;
  readonly disabled?: boolean;
  /** Called inside the click, so that a permission may be asked for first thing. */
  onChange(on: boolean): void;
};

/** A setting that is on or off, by its label. */
export function Switch({ label, on, disabled = false, onChange }: SwitchProps) {
  return (
    <label class="cav-switch">
      <span>{label}</span>
      <input
        type="checkbox"
        role="switch"
        aria-checked={on}
        checked={on}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </label>
  );
}
