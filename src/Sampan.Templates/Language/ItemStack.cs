namespace Sampan.Templates.Language;

/// <summary>
/// What the lists under way have so far, the innermost on top: a list is begun with a mark, and taken from it as an
/// array of its size.
/// </summary>
internal sealed class ItemStack<T>
{
    private T[] _items = new T[16];

    /// <summary>Where a list begins that is put on the stack from here on.</summary>
    public int Mark { get; private set; }

    public void Push(T item)
    {
        if (Mark == _items.Length)
        {
            Array.Resize(ref _items, _items.Length * 2);
        }

        _items[Mark++] = item;
    }

    /// <summary>Takes the items since the mark.</summary>
    public T[] Take(int mark)
    {
        var items = Mark == mark ? [] : _items[mark..Mark];
        Mark = mark;
        return items;
    }
}
