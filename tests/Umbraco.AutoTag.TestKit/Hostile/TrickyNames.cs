namespace Umbraco.AutoTag.TestKit.Hostile;

/// <summary>File names that somebody made to get out of a folder, to look like another file, or to break what reads them.</summary>
public static class TrickyNames
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "..\\..\\up.jpg",
        "..%2F..%2Fup.jpg",
        "%2e%2e%5cup.jpg",
        "C:\\Windows\\up.jpg",
        "\\\\server\\share\\up.jpg",
        "CON.jpg",
        "nul.jpg",
        "LPT1.tar.jpg",
        "stream.jpg::$DATA.jpg",
        "a%00b.jpg",
        "100%.jpg",
        "a+b c.jpg",
        "a?width=1&hmac=2.jpg",
        "a#b.jpg",
        "a;b,c=d.jpg",
        "it's \"quoted\".jpg",
        "<img src=x onerror=alert(1)>.jpg",
        "{{7*7}}${7*7}.jpg",
        "'; DROP TABLE autoTagWorkItem; --.jpg",
        "two\tlines\u0085of.jpg",
        "turned\u202Egpj.exe.jpg",
        "un\u200Bseen\uFEFF.jpg",
        "🐈‍⬛ 👩🏽‍🚀.jpg",
        "שלום عربى.jpg",
        "e\u0301 and é.jpg",
        "dots....jpg",
        ".hidden.jpg",
        "-rf.jpg",
        "~.jpg",
        "UPPER.JPG",
        new string('l', 200) + ".jpg",
        string.Concat(Enumerable.Repeat("猫", 80)) + ".jpg",
    ];

    /// <summary>Names that no site has to take.</summary>
    public static IReadOnlyList<string> Refusable { get; } =
    [
        "../../up.jpg",
        "/etc/up.jpg",
        "....//up.jpg",
        "dot.jpg.",
        "blank.jpg ",
        "noending",
        ".jpg",
        "..",
        "page.jpg.php",
        "page.aspx;.jpg",
        new string('l', 300) + ".jpg",
    ];
}
