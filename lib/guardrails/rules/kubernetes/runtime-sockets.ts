/** Where container runtimes listen. Sources: the documentation of Docker, containerd, CRI-O, Podman, K3s and cri-dockerd. */
const SOCKETS: readonly string[] = [
  "/run/docker.sock",
  "/run/containerd/containerd.sock",
  "/run/crio/crio.sock",
  "/run/podman/podman.sock",
  "/run/k3s/containerd/containerd.sock",
  "/run/cri-dockerd.sock",
];

/** Whether a path of a node holds the socket of a container runtime, or is one. `/var/run` is `/run` on every Linux. */
export function holdsRuntimeSocket(path: string): boolean {
  const plain = path
    .replace(/\/+/g, "/")
    .replace(/(?<=.)\/$/, "")
    .replace(/^\/var\/run(?=\/|$)/, "/run");
  const folder = plain === "/" ? plain : `${plain}/`;
  return SOCKETS.some((socket) => socket === plain || socket.startsWith(folder));
}

/** The same as a pattern: every socket, and every folder above one. */
export const RUNTIME_SOCKET = new RegExp(`^(/+((var/+)?run(${branches(SOCKETS.map(partsBelowRun))})?)?)?/*$`);

/** `docker.sock` and `containerd`, `containerd.sock` for two of the sockets. */
function partsBelowRun(socket: string): readonly string[] {
  return socket.split("/").slice(2);
}

/** What may follow a folder: each name below it, and after that whatever may follow the name. */
function branches(paths: readonly (readonly string[])[]): string {
  const names = [...new Set(paths.flatMap(([name]) => name ?? []))];
  return names
    .map((name) => {
      const below = paths.filter(([first, ...rest]) => first === name && rest.length > 0).map(([, ...rest]) => rest);
      return `/+${name.replaceAll(".", "[.]")}${below.length === 0 ? "" : `(${branches(below)})?`}`;
    })
    .join("|");
}
