using System.Text;
using Sampan.Server.Cel.Evaluation;

namespace Sampan.Server.Cel.Values;

/// <summary>
/// A list whose schema calls it a set, or a map by some of its elements' fields: order does not matter to equality, and
/// adding replaces elements of the same key where they are.
/// </summary>
/// <param name="elements">The elements.</param>
/// <param name="keys">The fields that identify an element; null where the element identifies itself.</param>
internal sealed class AssociativeList(IReadOnlyList<CelValue> elements, IReadOnlyList<string>? keys) : ListValue
{
    public override int Count => elements.Count;

    public override CelValue this[int index] => elements[index];

    public override bool EqualTo(CelValue other)
    {
        if (other is not ListValue list || list.Count != Count)
        {
            return false;
        }

        var known = new Dictionary<string, CelValue>();
        foreach (var element in elements)
        {
            known[KeyOf(element)] = element;
        }

        for (var i = 0; i < list.Count; i++)
        {
            if (!known.TryGetValue(KeyOf(list[i]), out var same) || !Ordering.AreEqual(same, list[i]))
            {
                return false;
            }
        }

        return true;
    }

    public override ListValue Append(ListValue other)
    {
        var merged = elements.ToList();
        var places = new Dictionary<string, int>();
        for (var i = 0; i < merged.Count; i++)
        {
            places[KeyOf(merged[i])] = i;
        }

        for (var i = 0; i < other.Count; i++)
        {
            if (places.TryGetValue(KeyOf(other[i]), out var place))
            {
                merged[place] = other[i];
            }
            else
            {
                places[KeyOf(other[i])] = merged.Count;
                merged.Add(other[i]);
            }
        }

        return new AssociativeList(merged, keys);
    }

    private string KeyOf(CelValue element)
    {
        if (keys is null)
        {
            return Show(element);
        }

        var key = new StringBuilder();
        foreach (var name in keys)
        {
            key.Append((element as MapValue)?.Find(new StringValue(name)) is { } value ? Show(value) : "").Append('\0');
        }

        return key.ToString();
    }

    private static string Show(CelValue value) => value is ListValue or MapValue ? JsonValues.ToJson(value)!.ToJsonString() : $"{value.Type.Name}:{Access.Show(value)}";
}
