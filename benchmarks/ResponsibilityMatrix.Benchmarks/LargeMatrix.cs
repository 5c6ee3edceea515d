using System.Globalization;
using System.Text;

namespace ResponsibilityMatrix.Benchmarks;

/// <summary>A matrix of a vendor's size: 1,200 controls with statements' worth of text, one assignment each, some on conditions; about 1.3
/// MB.</summary>
internal static class LargeMatrix
{
    private const string Asks = "What the control asks for, in the words of those who wrote the family down, with the limits of the " +
        "service for which it was written and its settings";

    private const string VendorDoes =
        "The vendor operates the control, reviews it each quarter and keeps the records of both for two years";

    private const string BuyerDoes = "The buyer configures what is offered, names an owner, and reviews the settings when staff change";

    public static byte[] Make(int controls)
    {
        var text = new StringBuilder("""
            {
              "schemaVersion": "1.0",
              "id": "https://vendor.example/large",
              "version": "1.0.0",
              "title": "A large matrix",
              "service": { "id": "large", "name": "Large", "provider": "vendor", "customer": "buyer", "models": ["saas"] },
              "parties": [
                { "id": "vendor", "name": "Vendor" },
                { "id": "buyer", "name": "Buyer" }
              ],
              "parameters": [{ "id": "plan", "values": ["standard", "premium"], "default": "standard" }],
              "controls": [
            """);
        for (var i = 0; i < controls; i++)
            text.Append(
                CultureInfo.InvariantCulture,
                $"{(i == 0 ? "" : ",")}\n    {{ \"id\": \"F{i / 40}-{i}\", \"title\": \"Control {i} of the family {i / 40}\", " +
                $"\"description\": \"{Sentence(i, Asks)}\", \"layers\": [\"application\", \"data\"] }}");
        text.Append("\n  ],\n  \"assignments\": [");
        for (var i = 0; i < controls; i++)
        {
            var when = i % 10 == 0 ? "\n      \"when\": { \"plan\": [\"standard\", \"premium\"] }," : "";
            text.Append(CultureInfo.InvariantCulture, $$"""
                {{(i == 0 ? "" : ",")}}
                    {
                      "id": "assignment-{{i}}",
                      "controls": ["F{{i / 40}}-{{i}}"],{{when}}
                      "duties": [
                        {
                          "id": "provider-{{i}}",
                          "party": "vendor",
                          "text": "{{Sentence(i, VendorDoes)}}",
                          "component": "Component {{i % 17}}",
                          "implementation": ["implemented"]
                        },
                        {
                          "id": "customer-{{i}}",
                          "party": "buyer",
                          "text": "{{Sentence(i, BuyerDoes)}}",
                          "dependsOn": ["provider-{{i}}"]
                        }
                      ],
                      "source": { "label": "Shared; Configured by Customer | Partial", "vocabulary": "example-vocabulary" },
                      "notes": "{{Sentence(i, "Row of the workbook from which this was taken over by hand")}}"
                    }
                """);
        }
        return Encoding.UTF8.GetBytes(text.Append("\n  ]\n}\n").ToString());
    }

    private static string Sentence(int i, string text) => $"{text} ({i.ToString(CultureInfo.InvariantCulture)}).";
}
