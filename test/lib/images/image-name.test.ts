import { addressOf, canonicalImage, isLoopback, splitImage, splitTag } from "../../../lib/images/image-name";

test.each([
  ["redis", "docker.io", "https://registry-1.docker.io", "library/redis"],
  ["sigp/lighthouse", "docker.io", "https://registry-1.docker.io", "sigp/lighthouse"],
  ["docker.io/redis", "docker.io", "https://registry-1.docker.io", "library/redis"],
  ["index.docker.io/sigp/lighthouse", "docker.io", "https://registry-1.docker.io", "sigp/lighthouse"],
  ["ghcr.io/erpc/erpc", "ghcr.io", "https://ghcr.io", "erpc/erpc"],
  ["registry.example.org:5000/a/b", "registry.example.org:5000", "https://registry.example.org:5000", "a/b"],
  ["localhost/a", "localhost", "http://localhost", "a"],
  ["127.0.0.1:5000/a", "127.0.0.1:5000", "http://127.0.0.1:5000", "a"],
])("%s is asked for at the right place", (repository, registry, origin, name) => {
  expect(addressOf(repository)).toEqual({ registry, origin, name });
});

test.each([
  ["redis:7.2.0", "docker.io/library/redis:7.2.0"],
  ["index.docker.io/library/redis", "docker.io/library/redis"],
  ["docker.io/sigp/lighthouse:v8.3.3", "docker.io/sigp/lighthouse:v8.3.3"],
  ["ghcr.io/erpc/erpc:0.1.2", "ghcr.io/erpc/erpc:0.1.2"],
])("%s is %s, however it is written", (name, canonical) => {
  expect(canonicalImage(name)).toBe(canonical);
});

test.each(["localhost.example.org", "127.0.0.1.example.org", "128.0.0.1", "10.0.0.1:5000"])(
  "%s is not this machine",
  (host) => expect(isLoopback(host)).toBe(false),
);

test("the text of an image is split, also with a port and without a tag", () => {
  const digest = `sha256:${"a".repeat(64)}`;
  expect(splitImage(`localhost:5000/a/b:v1@${digest}`)).toEqual({
    repository: "localhost:5000/a/b",
    tag: "v1",
    digest,
  });
  expect(splitImage("localhost:5000/a/b")).toEqual({ repository: "localhost:5000/a/b" });
  expect(splitTag("a/b:v1")).toEqual({ repository: "a/b", tag: "v1" });
  expect(splitTag(`a/b:v1@${digest}`)).toBeUndefined();
});

test.each(["", "A/b:v1", "a b:v1", "a:", "a@b@c", "/a:v1", "a//b:v1"])("%p is no image", (text) => {
  expect(splitImage(text)).toBeUndefined();
});
