/** Where an invited person goes. The token stands behind `#`, which no browser sends to a server. */
export function invitationAddress(token: string): string {
  return `${location.origin}/admin/invitation#${token}`;
}
