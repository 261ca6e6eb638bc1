namespace Sampan.Controllers;

/// <summary>Which controllers run, for clusters where somebody else's do the work of some: <c>--controllers</c> of kube-controller-manager.</summary>
public sealed class ControllerSelection
{
    private const string Star = "*";

    /// <summary>All of them.</summary>
    public static readonly ControllerSelection All = new([Star]);

    private readonly string[] _items;

    private ControllerSelection(string[] items) => _items = items;

    /// <summary>Reads a selection: <c>*</c> for all, <c>NAME</c> for one, <c>-NAME</c> for all but one where there is a <c>*</c>, too.</summary>
    /// <param name="text">The items, separated by commas.</param>
    /// <param name="known">The names that there are.</param>
    /// <exception cref="FormatException">An item is no name that is known; the message lists those that are.</exception>
    public static ControllerSelection Parse(string text, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(text);
        var items = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var names = known.Order(StringComparer.Ordinal).ToList();
        return items.FirstOrDefault(item => item != Star && !names.Contains(NameOf(item))) is { } unknown
            ? throw new FormatException($"\"{NameOf(unknown)}\" is not in the list of known controllers; there are {string.Join(", ", names)}")
            : new ControllerSelection(items);
    }

    /// <summary>Whether a controller runs. The first item that names it decides.</summary>
    public bool Includes(string name) => Array.Find(_items, item => NameOf(item) == name) is { } decisive
        ? decisive == name
        : _items.Contains(Star);

    private static string NameOf(string item) => item.StartsWith('-') ? item[1..] : item;
}
