namespace Sampan.Kubernetes.Selectors;

/// <summary>One condition of a field selector.</summary>
/// <param name="Field">The field's path, such as <c>spec.nodeName</c>.</param>
/// <param name="Value">The value compared with.</param>
/// <param name="Negated">Whether the field must differ.</param>
public sealed record FieldRequirement(string Field, string Value, bool Negated)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Field}{(Negated ? "!=" : "=")}{Value}";
}
