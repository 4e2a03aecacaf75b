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
