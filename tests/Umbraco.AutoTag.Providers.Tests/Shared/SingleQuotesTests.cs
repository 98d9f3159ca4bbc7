using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Tests.Shared;

public sealed class SingleQuotesTests
{
    [TestCase("{'a': 'b'}", "{\"a\": \"b\"}")]
    [TestCase("{'a' : [ 'b' , 'c' ] }", "{\"a\" : [ \"b\" , \"c\" ] }")]
    [TestCase("{'a': None, 'b': True, 'c': False}", "{\"a\": null, \"b\": true, \"c\": false}")]
    [TestCase("{'a': 'a 3\" disc'}", "{\"a\": \"a 3\\\" disc\"}")]
    [TestCase("{'a': 'the dog\\'s'}", "{\"a\": \"the dog's\"}")]
    [TestCase("{'a': \"the dog's, None\"}", "{\"a\": \"the dog's, None\"}")]
    [TestCase("{'a': 'None'}", "{\"a\": \"None\"}")]
    [TestCase("{'a': 'b\\n'}", "{\"a\": \"b\\n\"}")]
    public void What_python_writes_is_read_as_json(string text, string json) => Assert.That(SingleQuotes.ToJson(text), Is.EqualTo(json));

    [TestCase("{'a': 'the dog's'}", TestName = "An apostrophe in the middle")]
    [TestCase("{'a': 'b", TestName = "A text without an end")]
    [TestCase("{'a': \"b", TestName = "A text in double quotes without an end")]
    [TestCase("{'a': 'b' 'c'}", TestName = "Two texts without a comma")]
    [TestCase("{'a': 'b\\", TestName = "Nothing behind a backslash")]
    public void Nothing_is_guessed(string text) => Assert.That(SingleQuotes.ToJson(text), Is.Null);
}
