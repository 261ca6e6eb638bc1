using Sampan.Kubernetes.RegularExpressions;

namespace Sampan.Kubernetes.Tests.RegularExpressions;

public sealed class GoRegexTests
{
    [Theory]
    [InlineData("[", "error parsing regexp: missing closing ]: `[`")]
    [InlineData("a(b", "error parsing regexp: missing closing ): `a(b`")]
    [InlineData("*", "error parsing regexp: missing argument to repetition operator: `*`")]
    public void TryParse_Mistake_IsToldInGosWords(string pattern, string mistake)
    {
        Assert.Null(GoRegex.TryParse(pattern, out var told));
        Assert.Equal(mistake, told);
    }

    [Fact]
    public void TryParse_Pattern_IsAnExpression()
    {
        Assert.True(GoRegex.TryParse("^[a-z]+$", out var told)!.IsMatch("abc"));
        Assert.Equal("", told);
    }
}
