using Sampan.Server.Cel.Checking;

namespace Sampan.Server.Cel.Values;

/// <summary>A list.</summary>
internal abstract class ListValue : CelValue
{
    public abstract int Count { get; }

    public abstract CelValue this[int index] { get; }

    public override CelType Type => CelType.DynList;

    public override long? Size => Count;

    /// <summary>Whether an element is in the list.</summary>
    public bool Contains(CelValue element)
    {
        for (var i = 0; i < Count; i++)
        {
            if (Ordering.AreEqual(this[i], element))
            {
                return true;
            }
        }

        return false;
    }

    public override bool EqualTo(CelValue other)
    {
        if (other is not ListValue list || list.Count != Count)
        {
            return false;
        }

        for (var i = 0; i < Count; i++)
        {
            if (!Ordering.AreEqual(this[i], list[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>This list, then another.</summary>
    public virtual ListValue Append(ListValue other)
    {
        var joined = new List<CelValue>(Count + other.Count);
        for (var i = 0; i < Count; i++)
        {
            joined.Add(this[i]);
        }

        for (var i = 0; i < other.Count; i++)
        {
            joined.Add(other[i]);
        }

        return new ElementList(joined);
    }
}

/// <summary>A list of values that exist.</summary>
internal sealed class ElementList(IReadOnlyList<CelValue> elements) : ListValue
{
    public static readonly ElementList Empty = new([]);

    public override int Count => elements.Count;

    public override CelValue this[int index] => elements[index];
}

/// <summary>The list that a fold collects: appending changes it in place, since nobody else has seen it yet.</summary>
internal sealed class GrowingList : ListValue
{
    private readonly List<CelValue> _elements = [];

    public override int Count => _elements.Count;

    public override CelValue this[int index] => _elements[index];

    public override ListValue Append(ListValue other)
    {
        for (var i = 0; i < other.Count; i++)
        {
            _elements.Add(other[i]);
        }

        return this;
    }
}
