using System.Text.Json.Nodes;
using Sampan.Charts.Values.Origins;
using Sampan.Releases.Declarations;
using Sampan.Releases.Declarations.Merging;

namespace Sampan.Releases.Explaining;

using Map = Dictionary<string, object?>;

/// <summary>
/// Which state values make a difference to what a template gave: each is changed in turn, and the template rendered
/// again. That finds what is read in any way, through variables, ranges and functions too.
/// </summary>
internal sealed class StateInfluence(Map state)
{
    /// <summary>Above this many state values only the first are tried.</summary>
    private const int MaximumValues = 500;
    private readonly Dictionary<ValueLayer, IReadOnlyList<(IReadOnlyList<object> Path, Map Values)>> _variants = new(ReferenceEqualityComparer.Instance);

    /// <summary>The paths of the state values that an origin depends on.</summary>
    public IEnumerable<IReadOnlyList<object>> On(ValueOrigin origin)
    {
        if (origin.Layer.Rerender is not { } render)
        {
            return [];
        }

        if (!_variants.TryGetValue(origin.Layer, out var variants))
        {
            _variants[origin.Layer] = variants = [.. Variants(render)];
        }

        var value = FieldEntry.ToJson(origin.Value);
        return variants
            .Where(variant => !ValueLookup.TryGet(variant.Values, origin.Path, out var other) || !JsonNode.DeepEquals(value, FieldEntry.ToJson(other)))
            .Select(variant => variant.Path);
    }

    private IEnumerable<(IReadOnlyList<object> Path, Map Values)> Variants(Func<Map, Map> render)
    {
        foreach (var path in ValueLookup.Leaves(state, []).Where(path => path.Count > 0).Take(MaximumValues))
        {
            ValueLookup.TryGet(state, path, out var value);
            Map rendered;
            try
            {
                rendered = render(StateMerge.Override(state, Nest(path, Changed(value))));
            }
            catch (DeclarationException)
            {
                // The template does not take the changed value, which says nothing of the one that is asked for.
                continue;
            }

            yield return (path, rendered);
        }
    }

    private static Map Nest(IReadOnlyList<object> path, object? value)
    {
        foreach (var key in path.Reverse())
        {
            value = new Map(StringComparer.Ordinal) { [(string)key] = value };
        }

        return (Map)value!;
    }

    private static object? Changed(object? value) => value switch
    {
        bool flag => !flag,
        long number => number + 1,
        double number => number + 1,
        string text => text + "1",
        List<object?> list => new List<object?>(list.Append(list.LastOrDefault() ?? "1")),
        _ => "1",
    };
}
