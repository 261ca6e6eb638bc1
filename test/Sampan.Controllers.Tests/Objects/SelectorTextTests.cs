using System.Text.Json;
using Sampan.Controllers.Objects;

namespace Sampan.Controllers.Tests.Objects;

public sealed class SelectorTextTests
{
    [Theory]
    [InlineData("""{"matchLabels":{"b":"2","a":"1"}}""", "&LabelSelector{MatchLabels:map[string]string{a: 1,b: 2,},MatchExpressions:[]LabelSelectorRequirement{},}")]
    [InlineData("""{"matchExpressions":[{"key":"a","operator":"In","values":["x","y"]},{"key":"b","operator":"Exists"}]}""", "&LabelSelector{MatchLabels:map[string]string{},MatchExpressions:[]LabelSelectorRequirement{LabelSelectorRequirement{Key:a,Operator:In,Values:[x y],},LabelSelectorRequirement{Key:b,Operator:Exists,Values:[],},},}")]
    [InlineData("null", "nil")]
    public void Of_ASelector_IsGosText(string selector, string text) => Assert.Equal(text, SelectorText.Of(JsonElement.Parse(selector)));
}
