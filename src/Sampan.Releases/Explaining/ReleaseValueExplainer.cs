using Sampan.Charts.Values;
using Sampan.Charts.Values.Origins;
using Sampan.Releases.Declarations;
using Sampan.Releases.Rendering;

namespace Sampan.Releases.Explaining;

using Map = Dictionary<string, object?>;

/// <summary>Tells which file and layer gave a release its values, and what they overrode.</summary>
public sealed class ReleaseValueExplainer
{
    private readonly StateInfluence _influence;
    private readonly ValueExplanation _explanation;
    private readonly IReadOnlyList<ValueLayer> _stateLayers;
    private readonly Map _state;

    /// <exception cref="Charts.ChartException">The chart cannot be loaded.</exception>
    /// <exception cref="SetExpressionException">A <c>set</c> entry is malformed.</exception>
    public ReleaseValueExplainer(Declaration declaration, ReleaseDeclaration release, ReleaseRenderer renderer)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        ArgumentNullException.ThrowIfNull(release);
        ArgumentNullException.ThrowIfNull(renderer);
        _state = new Map(declaration.Values, StringComparer.Ordinal);
        _stateLayers = declaration.StateLayers;
        _influence = new StateInfluence(_state);
        _explanation = new ValueExplanation(
            renderer.Load(release), Path.Combine(release.BaseFolder, release.Chart), ReleaseLayers.Of(release), ReleaseRenderer.Values(release));
    }

    /// <summary>The release's values as templates see them.</summary>
    public IReadOnlyDictionary<string, object?> Values => _explanation.Values;

    /// <summary>Explains the value at a path; a map entry by entry.</summary>
    public IReadOnlyList<ReleaseValue> Explain(IReadOnlyList<object> path) =>
        [.. _explanation.Explain(path).Select(value => new ReleaseValue(value, value.Origins is [{ } origin, ..] ? [.. _influence.On(origin).Select(OfState)] : []))];

    private ExplainedValue OfState(IReadOnlyList<object> path)
    {
        var origins = _stateLayers
            .Select(layer => ValueLookup.TryGet(layer.Values, path, out var value) ? new ValueOrigin(layer, path, value, layer.Text?.Find(path)) : null)
            .OfType<ValueOrigin>().Reverse().ToList();
        var exists = ValueLookup.TryGet(_state, path, out var value);
        return new ExplainedValue(path, exists, value, origins);
    }
}
