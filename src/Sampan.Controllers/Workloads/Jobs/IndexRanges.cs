using System.Globalization;

namespace Sampan.Controllers.Workloads.Jobs;

/// <summary>Completed indexes of an Indexed Job as text: <c>0-2,5</c>.</summary>
internal static class IndexRanges
{
    public static SortedSet<int> Parse(string text)
    {
        SortedSet<int> indexes = [];
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var bounds = part.Split('-');
            var first = int.Parse(bounds[0], CultureInfo.InvariantCulture);
            var last = int.Parse(bounds[^1], CultureInfo.InvariantCulture);
            indexes.UnionWith(Enumerable.Range(first, last - first + 1));
        }

        return indexes;
    }

    public static string Format(IReadOnlyCollection<int> indexes)
    {
        List<string> parts = [];
        int? first = null;
        var last = 0;
        foreach (var index in indexes.Order())
        {
            if (first is not null && index == last + 1)
            {
                last = index;
                continue;
            }

            Close();
            (first, last) = (index, index);
        }

        Close();
        return string.Join(',', parts);

        void Close()
        {
            if (first is { } begin)
            {
                parts.Add(begin == last ? $"{begin}" : last == begin + 1 ? $"{begin},{last}" : $"{begin}-{last}");
            }
        }
    }
}
