using Sampan.Charts.Values;
using Sampan.Charts.Values.Origins;
using Sampan.Releases.Declarations;

namespace Sampan.Releases.Explaining;

/// <summary>The layers of a release's own values.</summary>
internal static class ReleaseLayers
{
    /// <summary>Its values in order, and over them what is set. Throws <see cref="SetExpressionException"/>.</summary>
    public static IReadOnlyList<ValueLayer> Of(ReleaseDeclaration release) => [.. release.Values, .. release.Set.Select(Of)];

    private static ValueLayer Of(SetValue set) => new(
        ValueLayerKind.Set, $"{set.Name}={set.Value}", SetExpression.Parse($"{set.Name}={set.Value}", set.IsString ? SetSyntax.Text : SetSyntax.Typed));
}
