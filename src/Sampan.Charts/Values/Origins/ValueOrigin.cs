using Sampan.Kubernetes.Yaml;

namespace Sampan.Charts.Values.Origins;

/// <summary>What one layer says of a value.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Path">Where it says it, within its own values: the value's path, or one above it that the layer replaces as a whole.</param>
/// <param name="Value">What it says; null deletes what lower layers say.</param>
/// <param name="Position">Where it is written; null where that is not known.</param>
public sealed record ValueOrigin(ValueLayer Layer, IReadOnlyList<object> Path, object? Value, YamlPosition? Position);
