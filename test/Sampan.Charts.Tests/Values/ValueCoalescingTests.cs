using CsCheck;
using Sampan.Charts.Dependencies;
using Sampan.Charts.Schemas;
using Sampan.Charts.Values;

namespace Sampan.Charts.Tests.Values;

public sealed class ValueCoalescingTests
{
    [Fact]
    public void Coalesce_UserNull_DeletesTheDefault()
    {
        var values = Coalesce("keep: 1\ndrop: 2\nnested:\n  drop: 3\n  keep: 4\n", "drop: null\nnested:\n  drop: null\n");

        Assert.Equal(["keep", "nested"], values.Keys.Order());
        Assert.Equal(["keep"], Assert.IsType<Dictionary<string, object?>>(values["nested"]).Keys);
    }

    [Fact]
    public void Coalesce_UserNullOverNothing_Stays() =>
        Assert.Null(Assert.Contains("other", (IDictionary<string, object?>)Coalesce("keep: 1\n", "other: null\n")));

    [Fact]
    public void Coalesce_Globals_ReachSubchartsAndParentWins()
    {
        var chart = ChartFiles.Chart(
            ("values.yaml", "global:\n  a: parent\n"),
            ("charts/s/Chart.yaml", "apiVersion: v2\nname: s\nversion: 1.0.0\n"),
            ("charts/s/values.yaml", "global:\n  a: child\n  b: child\n"));

        var values = new ValueCoalescing(keepNulls: false, _ => { }).Coalesce(WorkingChart.Of(chart), null);

        var global = Assert.IsType<Dictionary<string, object?>>(Assert.IsType<Dictionary<string, object?>>(values["s"])["global"]);
        Assert.Equal(("parent", "child"), (global["a"], global["b"]));
    }

    [Fact]
    public void Coalesce_TextWhereSubchartIs_FailsWithHelmsMessage()
    {
        var chart = ChartFiles.Chart(("values.yaml", "s: text\n"), ("charts/s/Chart.yaml", "apiVersion: v2\nname: s\nversion: 1.0.0\n"));

        var error = Assert.Throws<ChartException>(() => new ValueCoalescing(keepNulls: false, _ => { }).Coalesce(WorkingChart.Of(chart), null));

        Assert.Equal("type mismatch on s: %!t(string=text)", error.Message);
    }

    [Fact]
    public void Coalesce_ScalarUnderMap_WarnsAndKeepsTheUsers()
    {
        List<string> warnings = [];
        var chart = ChartFiles.Chart(("values.yaml", "a: text\n"));

        var values = new ValueCoalescing(keepNulls: false, warnings.Add).Coalesce(WorkingChart.Of(chart), ValuesReader.Read("a:\n  b: 1\n"));

        Assert.IsType<Dictionary<string, object?>>(values["a"]);
        Assert.Equal(["warning: skipped value for c.a: Not a table."], warnings);
    }

    [Fact]
    public void Coalesce_AnyValues_ChangesNeitherChartNorUserValues() =>
        Gen.Select(ValueTreeGen.Map, ValueTreeGen.Map).Sample((defaults, user) =>
        {
            var (defaultsBefore, userBefore) = (ValueTrees.Copy(defaults), ValueTrees.Copy(user));
            var chart = ChartFiles.Chart() with { Values = defaults };

            new ValueCoalescing(keepNulls: false, _ => { }).Coalesce(WorkingChart.Of(chart), user);

            return SchemaData.AreEqual(defaultsBefore, defaults) && SchemaData.AreEqual(userBefore, user);
        });

    [Fact]
    public void Coalesce_AnyValues_UsersScalarsWin() =>
        Gen.Select(ValueTreeGen.Map, ValueTreeGen.Map).Sample((defaults, user) =>
        {
            var values = new ValueCoalescing(keepNulls: false, _ => { }).Coalesce(WorkingChart.Of(ChartFiles.Chart() with { Values = defaults }), user);

            return user.Where(entry => entry.Value is not null and not Dictionary<string, object?>).All(entry => SchemaData.AreEqual(entry.Value, values[entry.Key]));
        });

    [Fact]
    public void LayUnder_Merging_TwiceIsOnce() =>
        Gen.Select(ValueTreeGen.Map, ValueTreeGen.Map).Sample((upper, lower) =>
        {
            var merging = new TableMerging(keepNulls: true, _ => { });
            var once = merging.LayUnder(ValueTrees.Copy(upper), ValueTrees.Copy(lower));
            var twice = merging.LayUnder(ValueTrees.Copy(once), ValueTrees.Copy(lower));

            return SchemaData.AreEqual(once, twice);
        });

    private static Dictionary<string, object?> Coalesce(string defaults, string user) =>
        new ValueCoalescing(keepNulls: false, _ => { }).Coalesce(WorkingChart.Of(ChartFiles.Chart(("values.yaml", defaults))), ValuesReader.Read(user));
}
