using Sampan.Server.Cel;
using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Costs;
using Sampan.Server.Cel.Libraries;
using Sampan.Server.Cel.Parsing;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Tests.Cel;

public class LibraryTests
{
    private static readonly string[] Samples =
    [
        "null", "true", "0", "-1", "9223372036854775807", "0u", "18446744073709551615u", "0.0", "-1.5", "1e300", "''", "'é😁a'", "'10.0.0.0/8'", "'1.2.3'", "'-23:59'", "'+23:59'", "'['", "b'x'",
        "duration('-1h')", "timestamp('0001-01-01T00:00:00Z')", "timestamp('9999-12-31T23:59:59Z')", "[]", "[1, 2]", "['a', '']", "[dyn(1), dyn('a')]", "{}", "{'a': 1}",
        "optional.none()", "optional.of(1)", "quantity('1Gi')", "url('https://h:1/p?q')", "ip('::1')", "cidr('10.0.0.0/8')", "semver('1.2.3')", "format.uuid()", "int",
    ];

    [Fact]
    public void Functions_OfWhateverTheyAccept_EndInAValue()
    {
        var values = Samples.Select(Evaluate).ToList();
        foreach (var overload in KubernetesLibraries.All.Where(overload => overload.Function != Operators.MapInsert))
        {
            foreach (var arguments in Combinations(values, overload))
            {
                // Costs must bear the same values.
                var cost = RuntimeCost.Before(overload, arguments);
                var result = overload.Body(arguments);

                Assert.NotNull(result);
                Assert.True(cost is null or >= 0);
                Assert.True(RuntimeCost.After(overload, result) >= 0);
            }
        }
    }

    [Fact]
    public void Equality_IsSymmetricAndHoldsForItself()
    {
        var values = Samples.Select(Evaluate).ToList();
        foreach (var left in values)
        {
            Assert.True(Ordering.AreEqual(left, left));
            Assert.All(values, right => Assert.Equal(Ordering.AreEqual(left, right), Ordering.AreEqual(right, left)));
        }
    }

    private static IEnumerable<CelValue[]> Combinations(List<CelValue> values, Overload overload)
    {
        IEnumerable<CelValue[]> combinations = [[]];
        foreach (var wanted in overload.Arguments)
        {
            var fitting = values.Where(value => (overload with { Arguments = [wanted] }).Accepts([value])).ToList();
            combinations = combinations.SelectMany(known => fitting.Select(value => (CelValue[])[.. known, value]));
        }

        return combinations;
    }

    private static CelValue Evaluate(string expression)
    {
        var compilation = CelEnvironment.Kubernetes.Compile(expression);
        Assert.True(compilation.Program is not null, compilation.Errors);
        var value = compilation.Program!.Evaluate(new CelVariables(), long.MaxValue).Value;
        Assert.IsNotType<ErrorValue>(value);
        return value;
    }
}
