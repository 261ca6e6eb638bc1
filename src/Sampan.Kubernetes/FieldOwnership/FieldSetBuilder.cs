namespace Sampan.Kubernetes.FieldOwnership;

/// <summary>Gathers what is below one place, in any order, into a <see cref="FieldSet"/>.</summary>
internal struct FieldSetBuilder
{
    private List<FieldSet.Child>? _children;

    /// <summary>Whether the place itself is in the set.</summary>
    public bool IsMember { get; set; }

    /// <summary>Adds what is below an element, if there is anything; what comes for the same element twice is united.</summary>
    public void Add(PathElement element, FieldSet below)
    {
        if (!below.IsEmpty)
        {
            (_children ??= []).Add(new FieldSet.Child(element, below));
        }
    }

    /// <summary>The set of what was added.</summary>
    public readonly FieldSet Build()
    {
        if (_children is null)
        {
            return IsMember ? FieldSet.Leaf : FieldSet.Empty;
        }

        _children.Sort(static (left, right) => left.Element.CompareTo(right.Element));
        var last = 0;
        for (var i = 1; i < _children.Count; i++)
        {
            if (_children[i].Element == _children[last].Element)
            {
                _children[last] = new FieldSet.Child(_children[i].Element, _children[last].Below.Union(_children[i].Below));
            }
            else
            {
                _children[++last] = _children[i];
            }
        }

        return new FieldSet(IsMember, [.. _children.Take(last + 1)]);
    }
}
