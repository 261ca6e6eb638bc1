using Sampan.Kubernetes.Objects;

namespace Sampan.Kubernetes.Yaml;

/// <summary>An object as it was written in a text.</summary>
/// <param name="Object">The object.</param>
/// <param name="Source">Where the text came from: a file, an address, a chart's template.</param>
/// <param name="Line">The line of the text that the object begins on, from 1.</param>
public sealed record Manifest(KubernetesObject Object, string Source, int Line);
