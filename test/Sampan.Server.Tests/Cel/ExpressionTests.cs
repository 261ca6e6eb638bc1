using Sampan.Server.Cel;
using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Tests.Cel;

public class ExpressionTests
{
    private const long Unlimited = long.MaxValue;

    [Theory]
    [InlineData("1 + 2 * 3 == 7")]
    [InlineData("-9223372036854775808 < 0")]
    [InlineData("7 / -2 == -3 && 7 % -2 == 1")]
    [InlineData("0x1F == 31 && 5u + 6u == 11u")]
    [InlineData("1 == dyn(1.0) && dyn(1u) == 1")]
    [InlineData("2 < 2.5 && 3u > 2.5 && -1 < 0u")]
    [InlineData("'a' + 'b' == 'ab' && b'a' + b'b' == b'ab'")]
    [InlineData("r'\\d' == '\\\\d' && '\\u00e9' == 'é' && \"\"\"x\ny\"\"\" == 'x\\ny'")]
    [InlineData("'é😁'.size() == 2 && size(b'é') == 2")]
    [InlineData("[1, 2] + [3] == [1, 2, 3] && 2 in [1, 2] && !(4 in [1, 2])")]
    [InlineData("{'a': 1, 'b': 2} == {'b': 2, 'a': 1} && 'a' in {'a': 1}")]
    [InlineData("{'a': {'b': 1}}.a.b == 1 && has({'a': 1}.a) && !has({'a': 1}.b)")]
    [InlineData("true || 1 / 0 == 1")]
    [InlineData("1 / 0 == 1 || true")]
    [InlineData("!(false && 1 / 0 == 1) && !(1 / 0 == 1 && false)")]
    [InlineData("true ? true : 1 / 0 == 1")]
    [InlineData("[1, 2, 3].all(x, x > 0) && ![1, 2].all(x, x > 1)")]
    [InlineData("[1, 2, 3].exists(x, x == 2) && [1, 2, 2].exists_one(x, x == 1)")]
    [InlineData("[1, 2, 3].map(x, x * 2) == [2, 4, 6] && [1, 2, 3].map(x, x > 1, x * 2) == [4, 6]")]
    [InlineData("[1, 2, 3].filter(x, x > 1) == [2, 3] && {'a': 1, 'b': 2}.filter(k, k != 'a') == ['b']")]
    [InlineData("[0, 1].exists(x, 1 / x == 1)")]
    [InlineData("[[1], [2]].map(x, x.map(y, y + 1)) == [[2], [3]]")]
    [InlineData("['a', 'b'].all(i, v, i >= 0 && v != '')")]
    [InlineData("[10, 20].transformList(i, v, i + v) == [10, 21] && [10, 20].transformList(i, v, i > 0, v) == [20]")]
    [InlineData("{'a': 1}.transformMap(k, v, v + 1) == {'a': 2}")]
    [InlineData("{'a': 'b'}.transformMapEntry(k, v, {v: k}) == {'b': 'a'}")]
    [InlineData("{'a': 1}.exists(k, v, k == 'a' && v == 1) && [1, 1].existsOne(i, v, i == v)")]
    [InlineData("type(1) == int && type('') == string && type([]) == list && type(type(1)) == type")]
    [InlineData("int('12') == 12 && int(3.9) == 3 && uint(3) == 3u && double('1.5') == 1.5 && bool('true')")]
    [InlineData("string(1) == '1' && string(1.0) == '1' && string(1e21) == '1e+21' && string(true) == 'true' && string(b'x') == 'x'")]
    [InlineData("string(duration('1h30m')) == '5400s' && string(timestamp('2024-01-02T03:04:05.006Z')) == '2024-01-02T03:04:05.006Z'")]
    [InlineData("timestamp('2024-01-01T00:00:00Z') + duration('24h') == timestamp('2024-01-02T00:00:00Z')")]
    [InlineData("timestamp('2024-01-02T00:00:00Z') - timestamp('2024-01-01T00:00:00Z') == duration('24h')")]
    [InlineData("timestamp('2024-03-01T23:30:00Z').getMonth() == 2 && timestamp('2024-03-01T23:30:00Z').getDate('+01:00') == 2")]
    [InlineData("duration('90m').getHours() == 1 && duration('1.5s').getMilliseconds() == 1500")]
    [InlineData("'hello'.contains('ell') && 'hello'.startsWith('he') && 'hello'.endsWith('lo') && 'hello'.matches('^h.*o$')")]
    [InlineData("'tacocat'.charAt(2) == 'c' && 'abcabc'.indexOf('c') == 2 && 'abcabc'.indexOf('c', 3) == 5 && 'abcabc'.lastIndexOf('a') == 3")]
    [InlineData("'a,b'.split(',') == ['a', 'b'] && 'abc'.split('', 2) == ['a', 'bc'] && ['a', 'b'].join('-') == 'a-b'")]
    [InlineData("'abcd'.substring(1, 3) == 'bc' && ' x '.trim() == 'x' && 'aXb'.lowerAscii() == 'axb' && 'aaa'.replace('a', 'b', 2) == 'bba'")]
    [InlineData("'%s is %d, %.2f, %x'.format(['n', 4, 1.5, 255]) == 'n is 4, 1.50, ff' && strings.quote('a\"b') == '\"a\\\\\"b\"'")]
    [InlineData("'a1b22'.find('[0-9]+') == '1' && 'a1b22'.findAll('[0-9]+') == ['1', '22'] && 'a1b22'.findAll('[0-9]+', 1) == ['1']")]
    [InlineData("[1, 2].isSorted() && ![2, 1].isSorted() && [1, 2, 3].sum() == 6 && [1, 3, 2].max() == 3 && [3, 1].min() == 1 && [1, 2, 1].lastIndexOf(1) == 2")]
    [InlineData("sets.contains([1, 2], [2]) && sets.equivalent([1, 2, 2], [2, 1]) && !sets.intersects([1], [2])")]
    [InlineData("url('https://u@example.com:80/a%20b?x=1&x=2').getHost() == 'example.com:80' && url('https://example.com:80/p').getPort() == '80' && isURL('/abs') && !isURL('rel')")]
    [InlineData("url('http://h/?x=1&x=2').getQuery() == {'x': ['1', '2']}")]
    [InlineData("ip('127.0.0.1').isLoopback() && ip('::1').family() == 6 && !isIP('127.0.0.01') && ip.isCanonical('::1') && string(ip('10.0.0.1')) == '10.0.0.1'")]
    [InlineData("cidr('10.0.0.0/8').containsIP('10.1.2.3') && cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16') && cidr('10.1.2.3/8').masked() == cidr('10.0.0.0/8') && cidr('::/0').prefixLength() == 0")]
    [InlineData("quantity('1Gi').isGreaterThan(quantity('1G')) && quantity('500m').add(quantity('0.5')).asInteger() == 1 && isQuantity('1.5Gi') && !isQuantity('x') && quantity('2').compareTo(quantity('2000m')) == 0")]
    [InlineData("semver('1.2.3').isLessThan(semver('1.10.0')) && semver('1.0.0-a').compareTo(semver('1.0.0')) == -1 && !isSemver('v1.2.3') && isSemver('v1.2', true)")]
    [InlineData("!format.dns1123Label().validate('my-name').hasValue() && format.named('uuid').value().validate('x').hasValue()")]
    [InlineData("optional.of(1).orValue(2) == 1 && optional.none().orValue(2) == 2 && {'a': 1}.?b.orValue(3) == 3 && {'a': {'b': 1}}.?a.?b.value() == 1")]
    [InlineData("[1, 2][?5].hasValue() == false && [?optional.none(), 1] == [1] && {?'a': optional.of(1)} == {'a': 1}")]
    [InlineData("optional.of(2).optMap(x, x + 1).value() == 3 && !optional.none().optMap(x, x).hasValue()")]
    [InlineData("// a comment\ntrue")]
    public void Evaluate_LawOfTheLanguage_IsTrue(string expression)
    {
        var result = Evaluate(expression);

        Assert.True(result.IsTrue, result.Error ?? "false");
    }

    [Theory]
    [InlineData("1 / 0", "division by zero")]
    [InlineData("1 % 0", "modulus by zero")]
    [InlineData("9223372036854775807 + 1", "integer overflow")]
    [InlineData("0u - 1u", "unsigned integer overflow")]
    [InlineData("[1][2]", "index out of bounds: 2")]
    [InlineData("{'a': 1}['b']", "no such key: b")]
    [InlineData("{'a': 1}.b", "no such key: b")]
    [InlineData("dyn('a') + 1", "no such overload: _+_(string, int)")]
    [InlineData("optional.none().value()", "optional.none() dereference")]
    [InlineData("int('x')", "strconv.ParseInt: parsing \"x\": invalid syntax")]
    [InlineData("[1, 2].map(x, 1 / (x - 1))", "division by zero")]
    [InlineData("{'a': 1, 'a': 2}", "insert failed: key a already exists")]
    public void Evaluate_Fails_SaysWhy(string expression, string error) => Assert.Equal(error, Evaluate(expression).Error);

    [Theory]
    [InlineData("self.a ==", "ERROR: <input>:1:10: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}\n | self.a ==\n | .........^")]
    [InlineData("object.", "ERROR: <input>:1:8: Syntax error: no viable alternative at input '.'\n | object.\n | .......^")]
    [InlineData("object.(", "ERROR: <input>:1:8: Syntax error: no viable alternative at input '.('\n | object.(\n | .......^")]
    [InlineData("foo.bar", "ERROR: <input>:1:1: undeclared reference to 'foo' (in container '')\n | foo.bar\n | ^")]
    [InlineData("1 + 2\n3 +", "ERROR: <input>:2:1: Syntax error: mismatched input '3' expecting <EOF>\n | 3 +\n | ^")]
    [InlineData("{a}", "ERROR: <input>:1:3: Syntax error: mismatched input '}' expecting ':'\n | {a}\n | ..^")]
    [InlineData("has(m)", "ERROR: <input>:1:5: invalid argument to has() macro\n | has(m)\n | ....^")]
    [InlineData("1.all(2, 3)", "ERROR: <input>:1:7: argument must be a simple name\n | 1.all(2, 3)\n | ......^")]
    [InlineData("a | b", "ERROR: <input>:1:3: Syntax error: token recognition error at: '| '\n | a | b\n | ..^\nERROR: <input>:1:5: Syntax error: extraneous input 'b' expecting <EOF>\n | a | b\n | ....^")]
    [InlineData("1 + 'a'", "ERROR: <input>:1:3: found no matching overload for '_+_' applied to '(int, string)'\n | 1 + 'a'\n | ..^")]
    [InlineData("'a'.size(1)", "ERROR: <input>:1:9: found no matching overload for 'size' applied to 'string.(int)'\n | 'a'.size(1)\n | ........^")]
    [InlineData("[1, 'a']", "ERROR: <input>:1:5: expected type 'int' but found 'string'\n | [1, 'a']\n | ....^")]
    [InlineData("nope(1)", "ERROR: <input>:1:5: undeclared reference to 'nope' (in container '')\n | nope(1)\n | ....^")]
    [InlineData("1 && true", "ERROR: <input>:1:1: expected type 'bool' but found 'int'\n | 1 && true\n | ^")]
    [InlineData("(1", "ERROR: <input>:1:3: Syntax error: missing ')' at '<EOF>'\n | (1\n | ..^")]
    [InlineData("1.map(x, x)", "ERROR: <input>:1:1: expression of type 'int' cannot be range of a comprehension (must be list, map, or dynamic)\n | 1.map(x, x)\n | ^")]
    [InlineData("''.matches('(')", "ERROR: <input>:1:12: invalid matches argument\n | ''.matches('(')\n | ...........^")]
    [InlineData("duration('1x') == duration('1s')", "ERROR: <input>:1:10: invalid duration argument\n | duration('1x') == duration('1s')\n | .........^")]
    [InlineData("while", "ERROR: <input>:1:1: reserved identifier: while\n | while\n | ^")]
    public void Compile_Wrong_SaysWhereAndWhat(string expression, string errors)
    {
        var compilation = CelEnvironment.Kubernetes.Compile(expression);

        Assert.Null(compilation.Program);
        Assert.Equal(errors, compilation.Errors);
    }

    [Fact]
    public void Evaluate_PastItsLimit_IsCancelled()
    {
        var program = CelEnvironment.Kubernetes.With("n", CelType.List(CelType.Int)).Compile("n.all(a, n.all(b, n.all(c, a + b + c >= 0)))").Program!;
        var numbers = new ElementList([.. Enumerable.Range(0, 100).Select(number => IntValue.Of(number))]);

        var result = program.Evaluate(new CelVariables { ["n"] = numbers }, 10_000);

        Assert.Equal(CelResult.CostExceeded, result.Error);
    }

    // Lists that share their elements cost little until they are flattened.
    [Fact]
    public void Evaluate_FlattenedPastItsLimit_IsCancelledBeforeItIsMade()
    {
        var program = CelEnvironment.Kubernetes.With("n", CelType.List(CelType.Int)).Compile("n.map(i, n).map(i, [n, n, n]).flatten().flatten().size() > 0").Program!;
        var numbers = new ElementList([.. Enumerable.Range(0, 5_000).Select(number => IntValue.Of(number))]);

        Assert.Equal(CelResult.CostExceeded, program.Evaluate(new CelVariables { ["n"] = numbers }, 1_000_000).Error);
    }

    [Theory]
    [InlineData("s in ['a', 'x']", true, 1)]
    [InlineData("s in ['a', 'b']", false, 1)]
    [InlineData("s in []", false, 0)]
    [InlineData("dyn(2u) in [1, 2]", true, 0)]
    [InlineData("dyn(2.0) in [1, 2]", true, 0)]
    [InlineData("dyn(1.5) in [1.5]", true, 0)]
    [InlineData("dyn(1.5) in [1, 2]", false, 0)]
    [InlineData("double('NaN') in [double('NaN')]", false, 1)]
    [InlineData("dyn(s) in [[1]]", false, 3)]
    public void In_ConstantList_IsLookedUp(string expression, bool expected, long cost)
    {
        var result = CelEnvironment.Kubernetes.With("s", CelType.String).Compile(expression).Program!.Evaluate(new CelVariables { ["s"] = new StringValue("x") }, Unlimited);

        Assert.Equal((expected, cost), (result.IsTrue, result.Cost));
    }

    [Fact]
    public void Evaluate_SameExpression_CostsTheSame()
    {
        var program = CelEnvironment.Kubernetes.With("s", CelType.String).Compile("s.startsWith('x-') && s == 'x-abc'").Program!;
        var variables = new CelVariables { ["s"] = new StringValue("x-abc") };

        // Two readings, a prefix of two characters walked in part, five characters compared.
        Assert.Equal(4, program.Evaluate(variables, Unlimited).Cost);
        Assert.Equal(4, program.Evaluate(variables, Unlimited).Cost);
    }

    [Theory]
    [InlineData("lists.range(4) == [0, 1, 2, 3]", 16)]
    [InlineData("[5, 1, 2, 3].reverse() == [3, 2, 1, 5]", 16)]
    [InlineData("[1, 2, 3, 4].slice(1, 3) == [2, 3]", 14)]
    [InlineData("dyn([1, 2, 3, 4]).flatten() == [1, 2, 3, 4]", 16)]
    [InlineData("['d', 'a', 'b', 'c'].sort() == ['a', 'b', 'c', 'd']", 45)]
    [InlineData("[-3, 1, -5, -2, 4].sortBy(e, -(e * e)) == [-5, 4, -3, -2, 1]", 145)]
    [InlineData("['c', 'a', 'a', 'b', 'a', 'b', 'c', 'c'].distinct() == ['c', 'a', 'b']", 146)]
    [InlineData("optional.of('a').or(optional.of('b')).hasValue()", 2)]
    [InlineData("optional.of('a').optMap(v, v == 'value').hasValue()", 8)]
    [InlineData("double(5) < 10.0", 1)]
    [InlineData("'a' in ['a', 'b']", 0)]
    [InlineData("[1, 2, 3] == [1, 2, 3]", 1)]
    [InlineData("type(1) == int", 2)]
    [InlineData("'%e'.format([3.14]) == '3.140000×10⁰⁰'", 3)]
    public void Cost_OfConstants_IsWhatKubernetesCounts(string expression, long cost)
    {
        var result = Evaluate(expression);

        Assert.True(result.IsTrue, result.Error);
        Assert.Equal(cost, result.Cost);
    }

    [Theory]
    [InlineData("[1, 2, 3, 4].slice(3, 0)", "cannot slice(3, 0), start index must be less than or equal to end index")]
    [InlineData("[1, 2, 3, 4].slice(0, 10)", "cannot slice(0, 10), list is length 4")]
    [InlineData("[1, 2, 3, 4].slice(-5, 10)", "cannot slice(-5, 10), negative indexes not supported")]
    [InlineData("[[1], [2]].flatten(-1)", "level must be non-negative")]
    public void Lists_OutOfBounds_SaySo(string expression, string error) => Assert.Equal(error, Evaluate(expression).Error);

    [Fact]
    public void Timestamp_OutOfRange_IsNoLiteral() =>
        Assert.StartsWith("ERROR: <input>:1:11: invalid timestamp", CelEnvironment.Kubernetes.Compile("timestamp(-62135596801)").Errors, StringComparison.Ordinal);

    private static CelResult Evaluate(string expression)
    {
        var compilation = CelEnvironment.Kubernetes.Compile(expression);
        Assert.True(compilation.Program is not null, compilation.Errors);
        return compilation.Program!.Evaluate(new CelVariables(), Unlimited);
    }
}
