using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel.Libraries;

/// <summary>Lists as sets (cel-go ext/sets.go).</summary>
internal static class SetLibrary
{
    private static readonly CelType ListOfT = CelType.List(CelType.Parameter("T"));

    public static IEnumerable<Overload> All =>
    [
        Overload.Of("sets.contains", "list_sets_contains_list", [ListOfT, ListOfT], CelType.Bool, a => BoolValue.Of(Contains((ListValue)a[0], (ListValue)a[1]))),
        Overload.Of("sets.equivalent", "list_sets_equivalent_list", [ListOfT, ListOfT], CelType.Bool, a => BoolValue.Of(Contains((ListValue)a[0], (ListValue)a[1]) && Contains((ListValue)a[1], (ListValue)a[0]))),
        Overload.Of("sets.intersects", "list_sets_intersects_list", [ListOfT, ListOfT], CelType.Bool, a => BoolValue.Of(Intersects((ListValue)a[0], (ListValue)a[1]))),
    ];

    private static bool Contains(ListValue list, ListValue elements)
    {
        for (var i = 0; i < elements.Count; i++)
        {
            if (!list.Contains(elements[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Intersects(ListValue left, ListValue right)
    {
        for (var i = 0; i < left.Count; i++)
        {
            if (right.Contains(left[i]))
            {
                return true;
            }
        }

        return false;
    }
}
