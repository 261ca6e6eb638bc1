namespace Sampan.Planning.Diffing;

/// <summary>One field that differs between an object as it is and as it would be.</summary>
/// <param name="Path">The field, such as <c>spec.template.spec.containers[0].image</c>.</param>
/// <param name="Before">Its JSON now; null where it is absent.</param>
/// <param name="After">Its JSON afterwards; null where it would be absent.</param>
public sealed record FieldChange(string Path, string? Before, string? After);
