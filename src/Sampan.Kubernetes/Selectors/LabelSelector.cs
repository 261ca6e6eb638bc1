using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Kubernetes.Selectors;

/// <summary>A selection of objects by their labels: every requirement must hold.</summary>
public sealed class LabelSelector
{
    /// <summary>Selects every object.</summary>
    public static readonly LabelSelector Everything = new([]);

    /// <summary>Selects no object.</summary>
    public static readonly LabelSelector Nothing = new([]);

    private readonly LabelRequirement[] _requirements;

    /// <summary>A selector of the given requirements, which it keeps in the order of their keys.</summary>
    public LabelSelector(IEnumerable<LabelRequirement> requirements) =>
        _requirements = [.. requirements.OrderBy(requirement => requirement.Key, StringComparer.Ordinal)];

    /// <summary>The requirements, ordered by key.</summary>
    public IReadOnlyList<LabelRequirement> Requirements => _requirements;

    /// <summary>Whether every object is selected.</summary>
    public bool IsEverything => _requirements.Length == 0 && !IsNothing;

    /// <summary>Whether no object is selected, whatever its labels.</summary>
    public bool IsNothing => ReferenceEquals(this, Nothing);

    /// <summary>Reads the text form: <c>app=web,tier in (a,b),!legacy</c>. Empty text selects everything.</summary>
    /// <exception cref="FormatException">The text is no selector; the message is Kubernetes' own.</exception>
    public static LabelSelector Parse(string text) => new LabelSelectorParser(text).Parse();

    /// <summary>Reads a meta/v1 LabelSelector. Null selects nothing, an empty one everything.</summary>
    /// <exception cref="FormatException">An operator is unknown, a key or value is no label's, or a requirement has values that its operator cannot have.</exception>
    public static LabelSelector Of(JsonElement? selector)
    {
        if (selector is not { ValueKind: JsonValueKind.Object } json)
        {
            return Nothing;
        }

        List<LabelRequirement> requirements = [];
        foreach (var (key, value) in json.StringMap("matchLabels"))
        {
            requirements.Add(Checked(new LabelRequirement(key, LabelOperator.Equals, [value])));
        }

        foreach (var expression in json.Items("matchExpressions"))
        {
            requirements.Add(ReadExpression(expression));
        }

        return requirements.Count == 0 ? Everything : new LabelSelector(requirements);
    }

    /// <summary>A selector that asks for each of the labels, as a Service's <c>spec.selector</c> does. Without labels: everything.</summary>
    public static LabelSelector OfLabels(IReadOnlyDictionary<string, string> labels) =>
        new(labels.Select(label => new LabelRequirement(label.Key, LabelOperator.Equals, [label.Value])));

    /// <summary>Whether an object with these labels is selected.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        foreach (var requirement in _requirements)
        {
            if (!requirement.Matches(labels))
            {
                return false;
            }
        }

        return !IsNothing;
    }

    /// <summary>The text form, requirements in the order of their keys.</summary>
    public override string ToString() => string.Join(',', _requirements.Select(requirement => requirement.ToString()));

    private static LabelRequirement ReadExpression(JsonElement expression)
    {
        var @operator = expression.StringOrEmpty("operator") switch
        {
            "In" => LabelOperator.In,
            "NotIn" => LabelOperator.NotIn,
            "Exists" => LabelOperator.Exists,
            "DoesNotExist" => LabelOperator.DoesNotExist,
            var unknown => throw new FormatException($"\"{unknown}\" is not a valid label selector operator"),
        };
        string[] values = [.. expression.Items("values").Select(value => value.ToString())];
        return Checked(new LabelRequirement(expression.StringOrEmpty("key"), @operator, values));
    }

    private static LabelRequirement Checked(LabelRequirement requirement) =>
        LabelSyntax.FirstError(requirement) is { } error ? throw new FormatException(error) : requirement;
}
