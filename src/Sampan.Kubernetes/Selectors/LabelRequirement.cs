using System.Globalization;

namespace Sampan.Kubernetes.Selectors;

/// <summary>One condition on one label, as labels.Requirement of apimachinery evaluates it.</summary>
/// <param name="Key">The label.</param>
/// <param name="Operator">The condition.</param>
/// <param name="Values">What the condition compares with: some for In and NotIn, none for existence, else one.</param>
public sealed record LabelRequirement(string Key, LabelOperator Operator, IReadOnlyList<string> Values)
{
    /// <summary>Whether the labels fulfil the condition. An absent label fulfils only the negative ones.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        var found = labels.TryGetValue(Key, out var value);
        return Operator switch
        {
            LabelOperator.Equals or LabelOperator.DoubleEquals or LabelOperator.In => found && HasValue(value!),
            LabelOperator.NotEquals or LabelOperator.NotIn => !found || !HasValue(value!),
            LabelOperator.Exists => found,
            LabelOperator.DoesNotExist => !found,
            LabelOperator.GreaterThan => found && TryCompare(value!, out var order) && order > 0,
            LabelOperator.LessThan => found && TryCompare(value!, out var order) && order < 0,
            _ => false,
        };
    }

    /// <summary>The text form, values in order: <c>tier notin (cache,db)</c>.</summary>
    public override string ToString() => Operator switch
    {
        LabelOperator.Equals => $"{Key}={Values[0]}",
        LabelOperator.DoubleEquals => $"{Key}=={Values[0]}",
        LabelOperator.NotEquals => $"{Key}!={Values[0]}",
        LabelOperator.GreaterThan => $"{Key}>{Values[0]}",
        LabelOperator.LessThan => $"{Key}<{Values[0]}",
        LabelOperator.In => $"{Key} in ({JoinedValues})",
        LabelOperator.NotIn => $"{Key} notin ({JoinedValues})",
        LabelOperator.DoesNotExist => $"!{Key}",
        _ => Key,
    };

    /// <inheritdoc/>
    public bool Equals(LabelRequirement? other) =>
        other is not null && Key == other.Key && Operator == other.Operator && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Key, Operator, Values.Count);

    private string JoinedValues => string.Join(',', Values.Order(StringComparer.Ordinal));

    private bool HasValue(string value)
    {
        for (var i = 0; i < Values.Count; i++)
        {
            if (Values[i] == value)
            {
                return true;
            }
        }

        return false;
    }

    private bool TryCompare(string value, out int order)
    {
        order = 0;
        if (Values.Count != 1
            || !long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var left)
            || !long.TryParse(Values[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var right))
        {
            return false;
        }

        order = left.CompareTo(right);
        return true;
    }
}
