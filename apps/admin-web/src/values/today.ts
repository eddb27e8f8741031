/** The day of this computer's calendar, ISO 8601: what a date field starts with. */
export function today(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** The day on which the server decides whether a role is valid: it counts those days in UTC. */
export function todayOfRoles(): string {
  return new Date().toISOString().slice(0, 10);
}
