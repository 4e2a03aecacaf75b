import { examinedManifest } from "./examined";

test("scripts in commands and probes are facts that nothing here can check", () => {
  const container = {
    name: "a",
    image: "example.org/a:1@sha256:0123",
    command: ["/bin/sh", "-euc", "umask 077\necho done"],
    readinessProbe: { exec: { command: ["/bin/bash", "-c", "[ -f /ready ]"] } },
  };
  const plain = { name: "b", image: "example.org/b:1", command: ["/usr/bin/b", "-c", "x"] };
  const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "p" }, spec: { containers: [container, plain] } };
  expect(examinedManifest(pod).facts).toEqual([
    expect.stringMatching(/^script: umask 077 \([0-9a-f]{8}\)\?$/),
    expect.stringMatching(/^script: \[ -f \/ready \] \([0-9a-f]{8}\)\?$/),
  ]);
});
